import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { useLocked } from '../../../ground/may.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { useAdvocateText } from './texts.ts';

type Settings = Answer<'GET /api/admin/settings/advocate-rules'>;
type Fields = Answer<'GET /api/admin/forms/:name'>['fields'];

export function AdvocateRules() {
  const query = useQuery({
    queryKey: ['advocate-rules'],
    queryFn: async () => api('GET /api/admin/settings/advocate-rules'),
  });
  const form = useFormOf('advocates.rules');
  return (
    <Loaded query={query}>
      {(settings) => <Loaded query={form}>{({ fields }) => <Editor settings={settings} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

function Editor({ settings, fields }: { readonly settings: Settings; readonly fields: Fields }) {
  const t = useAdvocateText();
  const locked = useLocked('PUT /api/admin/settings/advocate-rules');
  const queries = useQueryClient();
  const { revision } = settings;
  const initial = useMemo<Draft>(() => {
    const { revision: _, ...rules } = settings;
    return rules;
  }, [settings]);
  return (
    <FormPage<Draft>
      title={t('rules_title')}
      purpose={t('rules_purpose')}
      initial={initial}
      onSave={async (values) => {
        await api('PUT /api/admin/settings/advocate-rules', { body: { ...values }, revision });
        await queries.invalidateQueries({ queryKey: ['advocate-rules'] });
        await queries.invalidateQueries({ queryKey: ['advocates'] });
      }}
      locked={locked}
      preview={(rules) => <FormPreview name="advocates.rules" values={rules} title={t('in_words')} />}
    >
      <FormSection title={t('rules_points')}>
        <FormFields fields={fields} disabled={locked !== null} />
      </FormSection>
    </FormPage>
  );
}
