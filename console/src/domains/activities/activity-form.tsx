import type { Draft, Field } from '@huoshui/contracts/form';
import { valuesOf } from '@huoshui/contracts/words';
import { type ActivityPlay, activityPlay } from '@huoshui/contracts/words/activities';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import type { Activity } from './activity-list.tsx';
import { ActivityPhone } from './activity-phone.tsx';
import { ActivityStateTag } from './activity-state.tsx';
import { useActivityText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

const WHAT = ['name', 'text', 'days', 'warmDays'];
const WHO = ['for', 'who', 'places', 'perDay'];
const GIFTS = ['tiers', 'prizes', 'sureAfter', 'pays', 'payDays', 'budget'];
const MEASURE = ['holdout', 'within'];

const shapes = { play: asOneOf(valuesOf(activityPlay)) };
const initialPlay = { play: 'likes' } as const;

export function NewActivity() {
  const [{ play }] = useAddress(shapes, initialPlay);
  const form = useFormOf(`activities.${play}`);
  return (
    <Loaded query={form}>{(definition) => <Editor key={play} form={definition} play={play} activity={null} />}</Loaded>
  );
}

export function EditActivity() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['activities', 'one', id],
    queryFn: async () => api('GET /api/admin/activities/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(activity) => <Existing activity={activity} />}</Loaded>;
}

function Existing({ activity }: { readonly activity: Activity }) {
  const form = useFormOf(`activities.${activity.play}`);
  return (
    <Loaded query={form}>
      {(definition) => <Editor form={definition} play={activity.play} activity={activity} />}
    </Loaded>
  );
}

type EditorProps = {
  readonly form: Definition;
  readonly play: ActivityPlay;
  readonly activity: Activity | null;
};

function Editor({ form: { fields, initial: start }, play, activity }: EditorProps) {
  const t = useActivityText();
  const locked = useLocked(activity === null ? 'POST /api/admin/activities' : 'PUT /api/admin/activities/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...activity?.values }), [start, activity]);
  const save = async (values: Draft) => {
    const saved =
      activity === null
        ? await api('POST /api/admin/activities', { body: { play, values: { ...values } } })
        : await api('PUT /api/admin/activities/:id', {
            params: { id: activity.id },
            body: { ...values },
            revision: activity.revision,
          });
    await queries.invalidateQueries({ queryKey: ['activities'] });
    await navigate(`/activities/${saved.id}`);
  };
  const own = fields.map(({ key }) => key).filter((key) => ![...WHAT, ...WHO, ...GIFTS, ...MEASURE].includes(key));
  const shown = (keys: readonly string[]) => <FormFields fields={fields} only={keys} />;
  return (
    <FormPage<Draft>
      back={
        activity === null
          ? { to: '/activities', label: t('title') }
          : { to: `/activities/${activity.id}`, label: activity.name }
      }
      title={activity === null ? t('new') : activity.name}
      state={activity && <ActivityStateTag state={activity.state} />}
      initial={initial}
      onSave={save}
      locked={locked}
      consequence={() => t(activity === null || activity.state === 'draft' ? 'after_saving' : 'live_now')}
      preview={(values) => <Preview play={play} fields={fields} values={values} />}
    >
      <FormSection title={t('section_what')}>
        {activity === null && <PlayChoice play={play} />}
        {shown(WHAT)}
      </FormSection>
      {own.length > 0 && <FormSection title={t('section_play')}>{shown(own)}</FormSection>}
      {fields.some(({ key }) => GIFTS.includes(key)) && (
        <FormSection title={t('section_gifts')}>{shown(GIFTS)}</FormSection>
      )}
      <FormSection title={t('section_who')}>{shown(WHO)}</FormSection>
      <FormSection title={t('section_measure')} purpose={t('section_measure_purpose')}>
        {shown(MEASURE)}
      </FormSection>
    </FormPage>
  );
}

/** Each play has a form of its own: turning to another begins anew. */
function PlayChoice({ play }: { readonly play: ActivityPlay }) {
  const t = useActivityText();
  const say = useWords();
  const [, change] = useAddress(shapes, initialPlay);
  return (
    <div style={{ marginBottom: 16 }}>
      <Segmented<ActivityPlay>
        aria-label={t('play')}
        value={play}
        options={valuesOf(activityPlay).map((value) => ({ value, label: say(activityPlay[value]) }))}
        onChange={(value) => change({ play: value })}
      />
    </div>
  );
}

type PreviewProps = { readonly play: ActivityPlay; readonly fields: readonly Field[]; readonly values: Draft };

function Preview({ play, values }: PreviewProps) {
  return <ActivityPhone play={play} values={values} />;
}
