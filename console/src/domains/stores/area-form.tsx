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
import type { Area } from './area-list.tsx';
import { useStoreText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function AreaForm() {
  const { id } = useParams();
  const form = useFormOf('stores.delivery_area');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} area={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['delivery-areas', 'one', id],
    queryFn: async () => api('GET /api/admin/delivery-areas/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(area) => <Editor form={form} area={area} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly area: Area | null };

function Editor({ form: { fields, initial: start }, area }: EditorProps) {
  const t = useStoreText();
  const locked = useLocked(area === null ? 'POST /api/admin/delivery-areas' : 'PUT /api/admin/delivery-areas/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...area?.values }), [start, area]);
  const save = async (values: Draft) => {
    const saved =
      area === null
        ? await api('POST /api/admin/delivery-areas', { body: { ...values } })
        : await api('PUT /api/admin/delivery-areas/:id', {
            params: { id: area.id },
            body: { ...values },
            revision: area.revision,
          });
    await queries.invalidateQueries({ queryKey: ['delivery-areas'] });
    if (area === null) await navigate(`/delivery-areas/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={{ to: '/delivery-areas', label: t('areas') }}
      title={area === null ? t('area_new') : area.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <FormPreview name="stores.delivery_area" values={values} />}
    >
      <FormSection title={t('area_where')}>
        <FormFields fields={fields} only={['name', 'open', 'region', 'districts']} />
      </FormSection>
      <FormSection title={t('area_cost')}>
        <FormFields fields={fields} only={['fee', 'freeFrom', 'least']} />
      </FormSection>
      <FormSection title={t('area_when')}>
        <FormFields fields={fields} only={['slots', 'cutoff', 'ahead']} />
      </FormSection>
    </FormPage>
  );
}
