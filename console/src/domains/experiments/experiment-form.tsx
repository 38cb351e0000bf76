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
import type { Experiment } from './experiment-list.tsx';
import { useExperimentText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function ExperimentForm() {
  const { id } = useParams();
  const form = useFormOf('experiments.experiment');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} experiment={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['experiments', 'one', id],
    queryFn: async () => api('GET /api/admin/experiments/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(experiment) => <Editor form={form} experiment={experiment} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly experiment: Experiment | null };

function Editor({ form: { fields, initial: start }, experiment }: EditorProps) {
  const t = useExperimentText();
  const locked = useLocked(experiment === null ? 'POST /api/admin/experiments' : 'PUT /api/admin/experiments/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...experiment?.values }), [start, experiment]);
  const save = async (values: Draft) => {
    const body = { ...values };
    const saved =
      experiment === null
        ? await api('POST /api/admin/experiments', { body })
        : await api('PUT /api/admin/experiments/:id', {
            params: { id: experiment.id },
            body,
            revision: experiment.revision,
          });
    await queries.invalidateQueries({ queryKey: ['experiments'] });
    await navigate(`/experiments/${saved.id}`);
  };
  const shown = (...keys: readonly string[]) => <FormFields fields={fields} only={keys} />;
  return (
    <FormPage<Draft>
      back={
        experiment === null
          ? { to: '/experiments', label: t('title') }
          : { to: `/experiments/${experiment.id}`, label: experiment.name }
      }
      title={experiment === null ? t('new') : experiment.name}
      initial={initial}
      onSave={save}
      locked={locked}
      consequence={() => t('after_saving')}
      preview={(values) => <FormPreview name="experiments.experiment" values={values} />}
    >
      <FormSection title={t('section_what')} purpose={t('section_what_purpose')}>
        {shown('name', 'question', 'placement', 'controlParts', 'arms')}
      </FormSection>
      <FormSection title={t('section_read')} purpose={t('section_read_purpose')}>
        {shown('metric', 'guards', 'least', 'within')}
      </FormSection>
      <FormSection title={t('section_who')}>{shown('share', 'layer')}</FormSection>
    </FormPage>
  );
}
