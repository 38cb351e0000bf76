import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { useLocked } from '../../../ground/may.tsx';
import { useSession } from '../../../ground/session.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { PhonePreview } from '../../../ui/phone/phone-preview.tsx';
import type { Rhythm } from './rhythm-list.tsx';
import { useRhythmText } from './texts.ts';
import '../scrm.css';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function RhythmForm() {
  const { id } = useParams();
  const form = useFormOf('scrm.group_rhythm');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} rhythm={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['group-rhythms', 'one', id],
    queryFn: async () => api('GET /api/admin/group-rhythms/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(rhythm) => <Editor form={form} rhythm={rhythm} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly rhythm: Rhythm | null };

function Editor({ form: { fields, initial: start }, rhythm }: EditorProps) {
  const t = useRhythmText();
  const locked = useLocked(rhythm === null ? 'POST /api/admin/group-rhythms' : 'PUT /api/admin/group-rhythms/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...rhythm?.values }), [start, rhythm]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      rhythm === null
        ? await api('POST /api/admin/group-rhythms', { body })
        : await api('PUT /api/admin/group-rhythms/:id', {
            params: { id: rhythm.id },
            body,
            revision: rhythm.revision,
          });
    await queries.invalidateQueries({ queryKey: ['group-rhythms'] });
    await navigate(`/group-rhythms/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={
        rhythm === null
          ? { to: '/group-rhythms', label: t('title') }
          : { to: `/group-rhythms/${rhythm.id}`, label: rhythm.name }
      }
      title={rhythm === null ? t('new') : rhythm.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => (
        <>
          <GroupPreview values={values} />
          <FormPreview name="scrm.group_rhythm" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_where')}>
        <FormFields fields={fields} only={['name', 'tags', 'groups']} />
      </FormSection>
      <FormSection title={t('section_what')}>
        <FormFields fields={fields} only={['beats']} />
      </FormSection>
      <FormSection title={t('section_how')}>
        <FormFields fields={fields} only={['hours']} />
      </FormSection>
    </FormPage>
  );
}

/** The group as those who are in it find it at the end of the week. */
function GroupPreview({ values }: { readonly values: Draft }) {
  const t = useRhythmText();
  const shop = useSession()?.shop.name ?? '';
  const beats = (Array.isArray(values.beats) ? values.beats : []).map((beat: unknown) => Object(beat));
  return (
    <PhonePreview title={t('chat_title')}>
      <div className="hs-chat">
        {beats.map(({ text, card }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is being typed has nothing but its place
          <div className="hs-chat" style={{ padding: 0 }} key={at}>
            {typeof text === 'string' && text.trim() !== '' && <p className="hs-chat-said">{text.trim()}</p>}
            {card === 'product' && (
              <div className="hs-chat-card">
                <span className="hs-faint">{shop}</span>
              </div>
            )}
          </div>
        ))}
      </div>
    </PhonePreview>
  );
}
