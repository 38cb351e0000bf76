import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useReviewText } from './texts.ts';

export function ReviewRuleForm() {
  const t = useReviewText();
  const locked = useLocked('PUT /api/admin/settings/reviews');
  return (
    <RulePage
      form="reviews.rule"
      title={t('rule_title')}
      purpose={t('rule_purpose')}
      section={t('rule_section')}
      locked={locked}
      read={async () => api('GET /api/admin/settings/reviews')}
      save={async (body, revision) => api('PUT /api/admin/settings/reviews', { body: { ...body }, revision })}
    />
  );
}
