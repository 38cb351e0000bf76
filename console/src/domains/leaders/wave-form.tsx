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
import { useLeaderText } from './texts.ts';
import type { Wave } from './wave.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

/** A wave while it is a draft: its times, goods, and what leaders have of it. */
export function WaveForm() {
  const { id } = useParams();
  const form = useFormOf('leaders.wave');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} wave={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['waves', 'one', id],
    queryFn: async () => api('GET /api/admin/waves/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(wave) => <Editor form={form} wave={wave} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly wave: Wave | null };

function Editor({ form: { fields, initial: start }, wave }: EditorProps) {
  const t = useLeaderText();
  const may = useLocked(wave === null ? 'POST /api/admin/waves' : 'PUT /api/admin/waves/:id');
  const locked = wave !== null && wave.state !== 'draft' ? t('published_locked') : may;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...wave?.values }), [start, wave]);
  const save = async (draft: Draft) => {
    const body = { values: { ...draft } };
    const saved =
      wave === null
        ? await api('POST /api/admin/waves', { body })
        : await api('PUT /api/admin/waves/:id', { params: { id: wave.id }, body, revision: wave.revision });
    await queries.invalidateQueries({ queryKey: ['waves'] });
    await navigate(`/waves/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={wave === null ? { to: '/waves', label: t('waves') } : { to: `/waves/${wave.id}`, label: wave.name }}
      title={wave === null ? t('new_wave') : wave.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <FormPreview name="leaders.wave" values={values} />}
    >
      <FormSection title={t('section_what')}>
        <FormFields fields={fields} only={['name', 'text']} />
      </FormSection>
      <FormSection title={t('section_when')}>
        <FormFields
          fields={fields}
          only={['opensOn', 'opensAt', 'cutsOn', 'cutsAt', 'pickupOn', 'pickupFrom', 'pickupTo']}
        />
      </FormSection>
      <FormSection title={t('section_goods')}>
        <FormFields fields={fields} only={['goods', 'stock', 'perMember']} />
      </FormSection>
      <FormSection title={t('section_leaders')}>
        <FormFields fields={fields} only={['rate', 'for', 'leaders']} />
      </FormSection>
    </FormPage>
  );
}
