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
import { ReplyPreview } from './reply-preview.tsx';
import type { Rule } from './rule-list.tsx';
import { useAccountsText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function RuleForm() {
  const { id } = useParams();
  const form = useFormOf('accounts.rule');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} rule={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['account-rules', 'one', id],
    queryFn: async () => api('GET /api/admin/account-rules/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(rule) => <Editor form={form} rule={rule} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly rule: Rule | null };

function Editor({ form: { fields, initial: start }, rule }: EditorProps) {
  const t = useAccountsText();
  const locked = useLocked(rule === null ? 'POST /api/admin/account-rules' : 'PUT /api/admin/account-rules/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...rule?.values }), [start, rule]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      rule === null
        ? await api('POST /api/admin/account-rules', { body })
        : await api('PUT /api/admin/account-rules/:id', { params: { id: rule.id }, body, revision: rule.revision });
    await queries.invalidateQueries({ queryKey: ['account-rules'] });
    await navigate(`/account-rules/${saved.id}`);
  };
  const shown = (...keys: readonly string[]) => <FormFields fields={fields} only={keys} />;
  return (
    <FormPage<Draft>
      back={
        rule === null
          ? { to: '/account-rules', label: t('rules_title') }
          : { to: `/account-rules/${rule.id}`, label: rule.name }
      }
      title={rule === null ? t('new_rule') : rule.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => (
        <>
          <ReplyPreview values={values} />
          <FormPreview name="accounts.rule" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_when')}>{shown('name', 'accounts', 'on', 'words', 'match', 'codes')}</FormSection>
      <FormSection title={t('section_who')} purpose={t('section_who_purpose')}>
        {shown('for', 'who', 'otherwise', 'limit', 'again', 'inAll')}
      </FormSection>
      <FormSection title={t('section_answer')} purpose={t('section_answer_purpose')}>
        {shown('reply', 'hands', 'account', 'contact', 'page', 'quiz', 'label', 'tag', 'priority')}
      </FormSection>
    </FormPage>
  );
}
