import { type Permission, permissionWords } from '@huoshui/contracts/words/permissions';
import type { ReactNode } from 'react';
import { useCan } from '../ground/session.tsx';
import { Empty } from '../ui/empty.tsx';
import { useSharedText } from '../ui/shared-texts.ts';
import { useWords } from '../ui/words.ts';
import { useAppText } from './app-texts.ts';

/** A page whose data the server would refuse says so itself, and says what is missing. */
export function Permitted({ needs, children }: { readonly needs: Permission; readonly children: ReactNode }) {
  const t = useAppText();
  const shared = useSharedText();
  const say = useWords();
  if (useCan()(needs)) return children;
  return (
    <div className="hs-page">
      <Empty title={t('page_forbidden')} hint={shared('no_permission', { permission: say(permissionWords(needs)) })} />
    </div>
  );
}
