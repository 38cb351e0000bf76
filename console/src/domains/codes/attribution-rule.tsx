import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { RulePage } from '../../ground/rule-page.tsx';
import { useCodeText } from './texts.ts';

export function AttributionRule() {
  const t = useCodeText();
  const locked = useLocked('PUT /api/admin/settings/code-attribution');
  return (
    <RulePage
      form="codes.attribution"
      title={t('rule_title')}
      purpose={t('rule_purpose')}
      section={t('rule_section')}
      locked={locked}
      read={async () => api('GET /api/admin/settings/code-attribution')}
      save={async (body, revision) => api('PUT /api/admin/settings/code-attribution', { body: { ...body }, revision })}
    />
  );
}
