import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useRecommendationText } from './texts.ts';

export function HeroRulesPage() {
  const t = useRecommendationText();
  const locked = useLocked('PUT /api/admin/settings/heroes');
  return (
    <RulePage
      form="recommendations.heroes"
      title={t('hero_rules')}
      purpose={t('hero_rules_purpose')}
      section={t('rules_section')}
      locked={locked}
      read={async () => api('GET /api/admin/settings/heroes')}
      save={async (body, revision) => api('PUT /api/admin/settings/heroes', { body: { ...body }, revision })}
    />
  );
}
