import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useLeaderText } from './texts.ts';

const SAVE = 'PUT /api/admin/settings/leaders';

/** Who may be a leader, and what a neighbour brings her. */
export function LeaderRules() {
  const t = useLeaderText();
  const locked = useLocked(SAVE);
  return (
    <RulePage
      form="leaders.rules"
      title={t('rules')}
      purpose={t('rules_purpose')}
      section={t('rules_section')}
      locked={locked}
      read={async () => flat(await api('GET /api/admin/settings/leaders'))}
      save={async (body, revision) => flat(await api(SAVE, { body: { ...body }, revision }))}
    />
  );
}

type Answered = { readonly values: Readonly<Record<string, unknown>>; readonly revision?: number | undefined };

function flat({ values, revision }: Answered): { readonly revision?: number | undefined } {
  return { ...values, revision };
}
