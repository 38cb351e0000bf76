import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useRiskText } from './risk-texts.ts';

/** What is looked at before something counts and before it is rewarded. */
export function RiskRules() {
  const t = useRiskText();
  const locked = useLocked('PUT /api/admin/settings/activity-risk');
  return (
    <RulePage
      form="activities.risk"
      title={t('rules')}
      purpose={t('rules_purpose')}
      section={t('rules_section')}
      locked={locked}
      read={async () => flat(await api('GET /api/admin/settings/activity-risk'))}
      save={async (body, revision) =>
        flat(await api('PUT /api/admin/settings/activity-risk', { body: { ...body }, revision }))
      }
    />
  );
}

type Answered = { readonly values: Readonly<Record<string, unknown>>; readonly revision?: number | undefined };

function flat({ values, revision }: Answered): { readonly revision?: number | undefined } {
  return { ...values, revision };
}
