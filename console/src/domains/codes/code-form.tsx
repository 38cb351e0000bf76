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
import type { Code } from './code-list.tsx';
import { CodeStateTag } from './code-state.tsx';
import { useCodeText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function CodeForm() {
  const { id } = useParams();
  const form = useFormOf('codes.code');
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
    queryKey: ['codes', 'one', id],
    queryFn: async () => api('GET /api/admin/codes/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(code) => <Editor form={form} code={code} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly code: Code | null };

function Editor({ form: { fields, initial: start }, code }: EditorProps) {
  const t = useCodeText();
  const locked = useLocked(code === null ? 'POST /api/admin/codes' : 'PUT /api/admin/codes/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...code?.values }), [start, code]);
  const save = async (values: Draft) => {
    const saved =
      code === null
        ? await api('POST /api/admin/codes', { body: { ...values } })
        : await api('PUT /api/admin/codes/:id', {
            params: { id: code.id },
            body: { ...values },
            revision: code.revision,
          });
    await queries.invalidateQueries({ queryKey: ['codes'] });
    await navigate(`/codes/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={code === null ? { to: '/codes', label: t('title') } : { to: `/codes/${code.id}`, label: code.name }}
      title={code === null ? t('new') : code.name}
      state={code && <CodeStateTag code={code} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <FormPreview name="codes.code" values={values} />}
    >
      <FormSection title={t('section_what')}>
        <FormFields fields={fields} only={['name', 'place', 'parcelsFrom', 'parcelsTo', 'channel', 'store']} />
        <FormFields fields={fields} only={['kind', 'account']} disabled={code !== null} />
      </FormSection>
      <FormSection title={t('section_opens')}>
        <FormFields
          fields={fields}
          only={['target', 'product', 'category', 'shownStore', 'contact', 'group', 'caption', 'lastDay']}
        />
      </FormSection>
      <FormSection title={t('section_cost')}>
        <FormFields fields={fields} only={['costs', 'cost', 'costFrom']} />
      </FormSection>
    </FormPage>
  );
}
