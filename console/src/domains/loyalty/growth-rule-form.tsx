import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useLoyaltyText } from './texts.ts';
import { useLevelsApply } from './use-levels-apply.tsx';

export function GrowthRuleForm() {
  const t = useLoyaltyText();
  const locked = useLocked('PUT /api/admin/settings/growth');
  const applying = useLevelsApply();
  return (
    <RulePage
      form="loyalty.growth_rule"
      title={t('growth_title')}
      purpose={t('growth_purpose')}
      section={t('growth_section')}
      locked={locked}
      read={async () => api('GET /api/admin/settings/growth')}
      save={(body, revision) =>
        applying(async (query) => api('PUT /api/admin/settings/growth', { query, body: { ...body }, revision }))
      }
    />
  );
}
