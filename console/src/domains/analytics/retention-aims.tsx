import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useAnalyticsText } from './texts.ts';

/** What share of people the shop wants to see again: lines on the curve of the retention. */
export function RetentionAims() {
  const t = useAnalyticsText();
  return (
    <RulePage
      form="analytics.retention_aims"
      title={t('aims')}
      purpose={t('aims_purpose')}
      section={t('aims')}
      locked={useLocked('PUT /api/admin/settings/retention-aims')}
      read={async () => api('GET /api/admin/settings/retention-aims')}
      save={async (body, revision) => api('PUT /api/admin/settings/retention-aims', { body: { ...body }, revision })}
    />
  );
}
