import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { useLocked } from '../../../ground/may.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import type { GroupCode } from './code-list.tsx';
import { GroupPagePreview } from './page-preview.tsx';
import { useGroupText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function GroupCodeForm() {
  const { id } = useParams();
  const form = useFormOf('scrm.group_code');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} code={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['group-codes', 'one', id],
    queryFn: async () => api('GET /api/admin/group-codes/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(code) => <Editor form={form} code={code} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly code: GroupCode | null };

function Editor({ form: { fields, initial: start }, code }: EditorProps) {
  const t = useGroupText();
  const locked = useLocked(code === null ? 'POST /api/admin/group-codes' : 'PUT /api/admin/group-codes/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...code?.values }), [start, code]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      code === null
        ? await api('POST /api/admin/group-codes', { body })
        : await api('PUT /api/admin/group-codes/:id', { params: { id: code.id }, body, revision: code.revision });
    await queries.invalidateQueries({ queryKey: ['group-codes'] });
    await navigate(`/group-codes/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={
        code === null
          ? { to: '/group-codes', label: t('codes_title') }
          : { to: `/group-codes/${code.id}`, label: code.name }
      }
      title={code === null ? t('new') : code.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => (
        <>
          <GroupPagePreview values={values} />
          <FormPreview name="scrm.group_code" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_what')}>
        <FormFields fields={fields} only={['name', 'lead']} />
      </FormSection>
      <FormSection title={t('section_who')}>
        <FormFields fields={fields} only={['lanes']} />
      </FormSection>
      <FormSection title={t('section_full')}>
        <FormFields fields={fields} only={['fullAt']} />
      </FormSection>
    </FormPage>
  );
}
