import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useLoyaltyText } from './texts.ts';

export function RuleForm() {
  const t = useLoyaltyText();
  const locked = useLocked('PUT /api/admin/settings/points');
  return (
    <RulePage
      form="loyalty.points_rule"
      title={t('rule_title')}
      purpose={t('rule_purpose')}
      section={t('rule_section')}
      locked={locked}
      read={async () => api('GET /api/admin/settings/points')}
      save={async (body, revision) => api('PUT /api/admin/settings/points', { body: { ...body }, revision })}
    />
  );
}
