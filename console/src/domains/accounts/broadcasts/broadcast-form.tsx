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
import type { Broadcast } from './broadcast-list.tsx';
import { BroadcastPreview } from './broadcast-preview.tsx';
import { useBroadcastText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function BroadcastForm() {
  const { id } = useParams();
  const form = useFormOf('accounts.broadcast');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} broadcast={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['account-broadcasts', 'one', id],
    queryFn: async () => api('GET /api/admin/account-broadcasts/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(broadcast) => <Editor form={form} broadcast={broadcast} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly broadcast: Broadcast | null };

function Editor({ form: { fields, initial: start }, broadcast }: EditorProps) {
  const t = useBroadcastText();
  const locked = useLocked(
    broadcast === null ? 'POST /api/admin/account-broadcasts' : 'PUT /api/admin/account-broadcasts/:id',
  );
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...broadcast?.values }), [start, broadcast]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      broadcast === null
        ? await api('POST /api/admin/account-broadcasts', { body })
        : await api('PUT /api/admin/account-broadcasts/:id', {
            params: { id: broadcast.id },
            body,
            revision: broadcast.revision,
          });
    await queries.invalidateQueries({ queryKey: ['account-broadcasts'] });
    await navigate(`/account-broadcasts/${saved.id}`);
  };
  const shown = (...keys: readonly string[]) => <FormFields fields={fields} only={keys} />;
  return (
    <FormPage<Draft>
      back={
        broadcast === null
          ? { to: '/account-broadcasts', label: t('title') }
          : { to: `/account-broadcasts/${broadcast.id}`, label: broadcast.name }
      }
      title={broadcast === null ? t('new') : broadcast.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => (
        <>
          <BroadcastPreview values={values} />
          <FormPreview name="accounts.broadcast" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_who')}>{shown('name', 'account', 'to', 'tag')}</FormSection>
      <FormSection title={t('section_what')}>{shown('text', 'page', 'label')}</FormSection>
      <FormSection title={t('section_when')} purpose={t('section_when_purpose')}>
        {shown('day', 'minute')}
      </FormSection>
    </FormPage>
  );
}
