import { Button } from 'antd';
import { useState } from 'react';
import { useSharedText } from '../../ui/shared-texts.ts';
import { HideDialog } from './judge-dialogs.tsx';
import type { Review } from './review-parts.tsx';
import { useReviewText } from './texts.ts';
import { useJudge } from './use-judge.ts';

/** Takes the place of the filters while reviews are ticked. */
export function JudgeBar({ rows, onDone }: { readonly rows: readonly Review[]; readonly onDone: () => void }) {
  const t = useReviewText();
  const shared = useSharedText();
  const { busy, judge } = useJudge();
  const [hiding, setHiding] = useState(false);
  const ids = rows.map(({ id }) => id);
  const show = async () => {
    if (await judge(ids, 'show')) onDone();
  };
  return (
    <>
      <strong className="hs-nowrap">{shared('selected', { count: rows.length })}</strong>
      <Button loading={busy} onClick={() => void show()}>
        {t('show')}
      </Button>
      <Button danger onClick={() => setHiding(true)}>
        {t('hide')}
      </Button>
      <Button type="link" onClick={onDone}>
        {shared('deselect')}
      </Button>
      {hiding && <HideDialog ids={ids} onDone={onDone} onClose={() => setHiding(false)} />}
    </>
  );
}
