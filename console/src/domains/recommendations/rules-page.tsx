import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useRecommendationText } from './texts.ts';

export function RulesPage() {
  const t = useRecommendationText();
  const locked = useLocked('PUT /api/admin/settings/recommendations');
  return (
    <RulePage
      form="recommendations.rules"
      title={t('rules_title')}
      purpose={t('rules_purpose')}
      section={t('rules_section')}
      locked={locked}
      read={async () => api('GET /api/admin/settings/recommendations')}
      save={async (body, revision) => api('PUT /api/admin/settings/recommendations', { body: { ...body }, revision })}
    />
  );
}
