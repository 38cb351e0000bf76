import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useMessagingText } from './texts.ts';

type Rules = Answer<'GET /api/admin/settings/governance'>;

export function Governance() {
  const query = useQuery({ queryKey: ['governance'], queryFn: async () => api('GET /api/admin/settings/governance') });
  const form = useFormOf('messaging.governance');
  return (
    <Loaded query={query}>
      {(rules) => <Loaded query={form}>{({ fields }) => <Editor rules={rules} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

type EditorProps = {
  readonly rules: Rules;
  readonly fields: Answer<'GET /api/admin/forms/:name'>['fields'];
};

function Editor({ rules, fields }: EditorProps) {
  const t = useMessagingText();
  const locked = useLocked('PUT /api/admin/settings/governance');
  const queries = useQueryClient();
  const initial = useMemo<Rules>(() => {
    const { revision: _, ...values } = rules;
    return values;
  }, [rules]);
  return (
    <FormPage<Rules>
      title={t('governance_title')}
      purpose={t('governance_purpose')}
      initial={initial}
      onSave={async (body) => {
        const saved = await api('PUT /api/admin/settings/governance', { body, revision: rules.revision });
        queries.setQueryData(['governance'], saved);
      }}
      locked={locked}
      preview={(values) => <FormPreview name="messaging.governance" values={values} title={t('sentence_title')} />}
    >
      <FormSection title={t('caps')} purpose={t('caps_purpose')}>
        <FormFields fields={fields} only={['perDay', 'perWeek', 'perMonth']} />
      </FormSection>
      <FormSection title={t('quiet')} purpose={t('quiet_purpose')}>
        <FormFields fields={fields} only={['quiet', 'quietFrom', 'quietTo']} />
      </FormSection>
      <FormSection title={t('holdout_title')} purpose={t('holdout_purpose')}>
        <FormFields fields={fields} only={['globalHoldout']} />
      </FormSection>
      <FormSection title={t('rate_title')} purpose={t('rate_purpose')}>
        <FormFields fields={fields} only={['rate']} />
      </FormSection>
    </FormPage>
  );
}
