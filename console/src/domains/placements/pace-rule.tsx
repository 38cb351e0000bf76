import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { usePlacementText } from './texts.ts';

export function PaceRule() {
  const t = usePlacementText();
  const locked = useLocked('PUT /api/admin/settings/placement-pace');
  return (
    <RulePage
      form="placements.pace"
      title={t('pace_title')}
      purpose={t('pace_purpose')}
      section={t('pace_section')}
      locked={locked}
      read={async () => api('GET /api/admin/settings/placement-pace')}
      save={async (body, revision) => api('PUT /api/admin/settings/placement-pace', { body: { ...body }, revision })}
    />
  );
}
