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
import { PasteAddress } from './paste-address.tsx';
import type { Store } from './store-list.tsx';
import { StoreStateTag } from './store-state.tsx';
import { useStoreText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function StoreForm() {
  const { id } = useParams();
  const form = useFormOf('stores.store');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} store={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['stores', 'one', id],
    queryFn: async () => api('GET /api/admin/stores/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(store) => <Editor form={form} store={store} />}</Loaded>;
}

function Editor({
  form: { fields, initial: start },
  store,
}: {
  readonly form: Definition;
  readonly store: Store | null;
}) {
  const t = useStoreText();
  const locked = useLocked(store === null ? 'POST /api/admin/stores' : 'PUT /api/admin/stores/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...store?.values }), [start, store]);
  const save = async (values: Draft) => {
    const saved =
      store === null
        ? await api('POST /api/admin/stores', { body: { ...values } })
        : await api('PUT /api/admin/stores/:id', {
            params: { id: store.id },
            body: { ...values },
            revision: store.revision,
          });
    await queries.invalidateQueries({ queryKey: ['stores'] });
    if (store === null) await navigate(`/stores/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={{ to: '/stores', label: t('title') }}
      title={store === null ? t('new') : store.name}
      state={store && <StoreStateTag state={store.state} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <FormPreview name="stores.store" values={values} />}
    >
      <FormSection title={t('section_basic')}>
        <FormFields fields={fields} only={['name', 'state', 'phone', 'notice']} />
      </FormSection>
      <FormSection title={t('section_place')}>
        {locked === null && <PasteAddress />}
        <FormFields fields={fields} only={['region', 'district', 'street', 'latitude', 'longitude']} />
      </FormSection>
      <FormSection title={t('section_hours')}>
        <FormFields fields={fields} only={['hours', 'holidays']} />
      </FormSection>
      <FormSection title={t('section_pickup')}>
        <FormFields fields={fields} only={['pickup', 'prepare', 'slot', 'ahead', 'keep', 'ownStock']} />
      </FormSection>
    </FormPage>
  );
}
