import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { asName } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { Pick } from '../../ui/form/fields/picker-field.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { BlockVersions } from '../pages/index.ts';
import { type ArmRow, Arms, armsIn } from './arms.tsx';
import type { Experiment } from './experiment-list.tsx';
import { metricsOf } from './metrics.ts';
import { useExperimentText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;
type Subject = Answer<'GET /api/admin/experiment-subject'>;

export function ExperimentForm() {
  const { id } = useParams();
  const form = useFormOf('experiments.experiment');
  return (
    <Loaded query={form}>
      {(definition) => (id === undefined ? <New form={definition} /> : <Existing form={definition} id={id} />)}
    </Loaded>
  );
}

const shapes = { placement: asName, block: asName };

/** A block is chosen where its page is composed, a pop-up or slot here. */
function New({ form }: { readonly form: Definition }) {
  const t = useExperimentText();
  const [{ placement, block }, change] = useAddress(shapes, { placement: '', block: '' });
  if (block !== '') return <On form={form} of="page_block" id={block} experiment={null} />;
  if (placement !== '') return <On form={form} of="placement" id={placement} experiment={null} />;
  return (
    <div className="hs-page">
      <PageHead back={{ to: '/experiments', label: t('title') }} title={t('new')} />
      <Panel title={t('on_what')}>
        <p className="hs-soft">{t('on_what_hint')}</p>
        <Pick
          of="placement"
          many={false}
          label={t('on_placement')}
          value={[]}
          onChange={([chosen = '']) => change({ placement: chosen })}
        />
        <p>
          <Link to="/pages">{t('to_pages')}</Link>
        </p>
      </Panel>
    </div>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['experiments', 'one', id],
    queryFn: async () => api('GET /api/admin/experiments/:id', { params: { id } }),
  });
  return (
    <Loaded query={query}>
      {(experiment) => (
        <On form={form} of={experiment.subject.kind} id={experiment.subject.id} experiment={experiment} />
      )}
    </Loaded>
  );
}

type OnProps = {
  readonly form: Definition;
  readonly of: Subject['kind'];
  readonly id: string;
  readonly experiment: Experiment | null;
};

function On({ form, of, id, experiment }: OnProps) {
  const query = useQuery({
    queryKey: ['experiments', 'subject', of, id],
    queryFn: async () => api('GET /api/admin/experiment-subject', { query: { kind: of, id } }),
  });
  return <Loaded query={query}>{(subject) => <Editor form={form} subject={subject} experiment={experiment} />}</Loaded>;
}

type EditorProps = {
  readonly form: Definition;
  readonly subject: Subject;
  readonly experiment: Experiment | null;
};
type Values = Draft & { readonly arms?: readonly ArmRow[] };

function Editor({ form: { fields, initial: start }, subject, experiment }: EditorProps) {
  const t = useExperimentText();
  const say = useWords();
  const locked = useLocked(experiment === null ? 'POST /api/admin/experiments' : 'PUT /api/admin/experiments/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const first = useMemo<Draft>(() => ({ ...initialValues(subject.fields), ...subject.stands }), [subject]);
  const firstName = t('arm_named', { letter: 'B' });
  const initial = useMemo<Values>(
    () => ({ ...start, ...experiment?.values, arms: armsIn(experiment, { name: firstName, version: first }) }),
    [start, experiment, first, firstName],
  );
  const shownFields = useMemo(() => metricsOf(fields, subject.metrics), [fields, subject.metrics]);
  const save = async ({ arms = [], ...rest }: Values) => {
    const body = {
      subject: { kind: subject.kind, id: subject.id },
      values: { ...rest, arms: arms.map(withoutVersion) },
      versions: arms.map(({ version }) => ({ ...version })),
    };
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
  const shown = (...keys: readonly string[]) => <FormFields fields={shownFields} only={keys} />;
  const back =
    experiment !== null
      ? { to: `/experiments/${experiment.id}`, label: experiment.name }
      : subject.kind === 'page_block'
        ? { to: subject.to, label: t('back_to_page') }
        : { to: '/experiments', label: t('title') };
  return (
    <FormPage<Values>
      back={back}
      title={experiment === null ? t('new') : experiment.name}
      purpose={say(subject.name)}
      initial={initial}
      onSave={save}
      locked={locked}
      consequence={() => t('after_saving')}
      preview={({ arms = [], ...rest }) => (
        <>
          <FormPreview name="experiments.experiment" values={{ ...rest, arms: arms.map(withoutVersion) }} />
          {subject.kind === 'page_block' && (
            <BlockVersions
              subject={subject.id}
              versions={[
                { name: t('as_it_stands'), values: subject.stands },
                ...arms.map(({ name, version }) => ({ name: String(name ?? ''), values: version })),
              ]}
            />
          )}
        </>
      )}
    >
      {subject.unseen !== null && (
        <Alert type="warning" showIcon title={say(subject.unseen)} style={{ marginBottom: 16 }} />
      )}
      <FormSection title={t('section_what')} purpose={t('section_what_purpose')}>
        {shown('name', 'question', 'controlParts')}
        <Arms fields={fields} version={subject.fields} first={first} />
      </FormSection>
      <FormSection title={t('section_read')} purpose={t('section_read_purpose')}>
        {shown('metric', 'guards', 'least', 'within')}
      </FormSection>
      <FormSection title={t('section_who')}>{shown('share', 'layer')}</FormSection>
    </FormPage>
  );
}

const withoutVersion = ({ name, parts }: ArmRow) => ({ name, parts });
