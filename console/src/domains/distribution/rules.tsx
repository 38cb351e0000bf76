import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useDistributionText } from './texts.ts';

const SAVE = 'PUT /api/admin/settings/distribution';

/** Who may be a distributor, and whose customer somebody is. */
export function DistributionRules() {
  const t = useDistributionText();
  const locked = useLocked(SAVE);
  return (
    <RulePage
      form="distribution.rules"
      title={t('rules')}
      purpose={t('rules_purpose')}
      section={t('rules_section')}
      locked={locked}
      read={async () => flat(await api('GET /api/admin/settings/distribution'))}
      save={async (body, revision) => flat(await api(SAVE, { body: { ...body }, revision }))}
    />
  );
}

type Answered = { readonly values: Readonly<Record<string, unknown>>; readonly revision?: number | undefined };

function flat({ values, revision }: Answered): { readonly revision?: number | undefined } {
  return { ...values, revision };
}
