import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useLoyaltyText } from './texts.ts';

export function CheckInRuleForm() {
  const t = useLoyaltyText();
  const locked = useLocked('PUT /api/admin/settings/check-in');
  return (
    <RulePage
      form="loyalty.check_in_rule"
      title={t('check_in_rule_title')}
      purpose={t('check_in_rule_purpose')}
      section={t('check_in_rule_section')}
      locked={locked}
      read={async () => api('GET /api/admin/settings/check-in')}
      save={async (body, revision) => api('PUT /api/admin/settings/check-in', { body: { ...body }, revision })}
    />
  );
}
