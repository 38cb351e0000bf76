import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useAccountsText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;
type Templates = Answer<'GET /api/admin/official-accounts/:id/templates'>;

/** Which template of the account each message of the shop goes by. */
export function TemplatesForm() {
  const { id = '' } = useParams();
  const form = useFormOf('accounts.templates');
  const query = useQuery({
    queryKey: ['official-accounts', 'templates', id],
    queryFn: async () => api('GET /api/admin/official-accounts/:id/templates', { params: { id } }),
  });
  return (
    <Loaded query={form}>
      {(definition) => (
        <Loaded query={query}>{(templates) => <Editor form={definition} templates={templates} />}</Loaded>
      )}
    </Loaded>
  );
}

type EditorProps = { readonly form: Definition; readonly templates: Templates };

function Editor({ form: { fields, initial: start }, templates }: EditorProps) {
  const t = useAccountsText();
  const locked = useLocked('PUT /api/admin/official-accounts/:id/templates');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const back = `/official-accounts/${templates.id}`;
  const initial = useMemo<Draft>(() => ({ ...start, ...templates.values }), [start, templates]);
  const save = async (values: Draft) => {
    await api('PUT /api/admin/official-accounts/:id/templates', {
      params: { id: templates.id },
      body: { values: { ...values } },
      revision: templates.revision,
    });
    await queries.invalidateQueries({ queryKey: ['official-accounts'] });
    await navigate(back);
  };
  return (
    <FormPage<Draft>
      back={{ to: back, label: templates.name }}
      title={t('messages')}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <FormPreview name="accounts.templates" values={values} />}
    >
      <FormSection title={t('messages')} purpose={t('messages_purpose')}>
        <FormFields fields={fields} />
      </FormSection>
    </FormPage>
  );
}
