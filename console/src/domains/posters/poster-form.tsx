import type { Draft, Field } from '@huoshui/contracts/form';
import { plainParts } from '@huoshui/contracts/poster-page';
import { posterState } from '@huoshui/contracts/words/posters';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { May, useLocked } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { FieldItem } from '../../ui/form/fields/field-item.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { currentLanguage } from '../../ui/language.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { PicturesInput } from '../catalog/index.ts';
import type { Poster } from './poster-list.tsx';
import { PosterStage } from './poster-stage.tsx';
import { usePosterText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function PosterForm() {
  const { id } = useParams();
  const form = useFormOf('posters.poster');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} poster={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['posters', 'one', id],
    queryFn: async () => api('GET /api/admin/posters/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(poster) => <Editor form={form} poster={poster} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly poster: Poster | null };

function Editor({ form: { fields, initial: start }, poster }: EditorProps) {
  const t = usePosterText();
  const say = useWords();
  // As it was begun: what is typed stays when the language is changed.
  const [language] = useState<'zh' | 'en'>(() => (currentLanguage() === 'en' ? 'en' : 'zh'));
  const locked = useLocked(poster === null ? 'POST /api/admin/posters' : 'PUT /api/admin/posters/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(
    () => ({ ...start, ...(poster?.values ?? { parts: plainParts[language] }) }),
    [start, poster, language],
  );
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      poster === null
        ? await api('POST /api/admin/posters', { body })
        : await api('PUT /api/admin/posters/:id', { params: { id: poster.id }, body, revision: poster.revision });
    await queries.invalidateQueries({ queryKey: ['posters'] });
    await navigate(`/posters/${saved.id}`);
  };
  const shown = (...keys: readonly string[]) => <FormFields fields={fields} only={keys} />;
  return (
    <FormPage<Draft>
      back={{ to: '/posters', label: t('posters') }}
      title={poster === null ? t('new_poster') : poster.name}
      state={
        poster && (
          <StateTag tone={poster.state === 'live' ? 'good' : 'neutral'}>{say(posterState[poster.state])}</StateTag>
        )
      }
      actions={poster && <Archiving poster={poster} />}
      initial={initial}
      onSave={save}
      locked={locked}
      consequence={() => t('drafted')}
      preview={(values, change) => (
        <PosterStage values={values} {...(locked === null ? { onMove: (parts) => change({ parts }) } : {})} />
      )}
    >
      <FormSection title={t('section_behind')}>
        {shown('name')}
        <Background fields={fields} disabled={locked !== null} />
        {shown('paper')}
      </FormSection>
      <FormSection title={t('section_parts')} purpose={t('section_parts_purpose')}>
        {shown('parts')}
      </FormSection>
    </FormPage>
  );
}

function Archiving({ poster: { id, state } }: { readonly poster: Poster }) {
  const t = usePosterText();
  const { busy, act } = useAct(['posters']);
  const archived = state === 'live';
  return (
    <May call="POST /api/admin/posters/:id/archiving">
      <Button
        loading={busy}
        onClick={() =>
          void act(
            async () => api('POST /api/admin/posters/:id/archiving', { params: { id }, body: { archived } }),
            t(archived ? 'archived_done' : 'restored_done'),
          )
        }
      >
        {t(archived ? 'archive' : 'restore')}
      </Button>
    </May>
  );
}

/** The address of a picture is a text of the form; what an operator sees of it is an upload. */
function Background({ fields, disabled }: { readonly fields: readonly Field[]; readonly disabled: boolean }) {
  const t = usePosterText();
  const field = fields.find(({ key }) => key === 'background');
  if (field === undefined) return null;
  return (
    <FieldItem field={field} path="background" name={['background']}>
      {() => <BackgroundValue disabled={disabled} of={t('picture_of')} />}
    </FieldItem>
  );
}

type BackgroundValueProps = {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (url: string | null) => void;
  readonly disabled: boolean;
  readonly of: string;
};

function BackgroundValue({ value, onChange, ...rest }: BackgroundValueProps) {
  const urls = typeof value === 'string' && value !== '' ? [value] : [];
  return <PicturesInput {...rest} most={1} value={urls} onChange={([url = null]) => onChange?.(url)} />;
}
