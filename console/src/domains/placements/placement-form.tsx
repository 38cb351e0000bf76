import type { Draft, Field } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FieldItem } from '../../ui/form/fields/field-item.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PicturesInput } from '../catalog/index.ts';
import type { Placement } from './placement-list.tsx';
import { PlacementPreview } from './placement-preview.tsx';
import { PlacementStateTag } from './placement-state.tsx';
import { usePlacementText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function PlacementForm() {
  const { id } = useParams();
  const form = useFormOf('placements.placement');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} placement={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['placements', 'one', id],
    queryFn: async () => api('GET /api/admin/placements/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(placement) => <Editor form={form} placement={placement} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly placement: Placement | null };

function Editor({ form: { fields, initial: start }, placement }: EditorProps) {
  const t = usePlacementText();
  const locked = useLocked(placement === null ? 'POST /api/admin/placements' : 'PUT /api/admin/placements/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...placement?.values }), [start, placement]);
  const save = async (values: Draft) => {
    const saved =
      placement === null
        ? await api('POST /api/admin/placements', { body: { ...values } })
        : await api('PUT /api/admin/placements/:id', {
            params: { id: placement.id },
            body: { ...values },
            revision: placement.revision,
          });
    await queries.invalidateQueries({ queryKey: ['placements'] });
    await navigate(`/placements/${saved.id}`);
  };
  const shown = (...keys: readonly string[]) => <FormFields fields={fields} only={keys} />;
  return (
    <FormPage<Draft>
      back={
        placement === null
          ? { to: '/placements', label: t('title') }
          : { to: `/placements/${placement.id}`, label: placement.name }
      }
      title={placement === null ? t('new_title') : placement.name}
      state={placement && <PlacementStateTag state={placement.state} />}
      initial={initial}
      onSave={save}
      locked={locked}
      consequence={() => t(placement?.state === 'live' ? 'live_now' : 'after_saving')}
      preview={(values) => <PlacementPreview values={values} />}
    >
      <FormSection title={t('section_where')}>
        {shown('name')}
        <FormFields fields={fields} only={['kind']} disabled={placement !== null} />
        {shown('pages', 'goods', 'priority')}
      </FormSection>
      <FormSection title={t('section_look')}>
        <OnePicture fields={fields} disabled={locked !== null} />
        {shown('title', 'text', 'button')}
      </FormSection>
      <FormSection title={t('section_tap')}>
        {shown('target', 'coupon', 'product', 'category', 'store', 'quiz')}
      </FormSection>
      <FormSection title={t('section_who')}>{shown('for', 'who')}</FormSection>
      <FormSection title={t('section_when')}>{shown('days', 'weekdays', 'fromMinute', 'toMinute')}</FormSection>
      <FormSection title={t('section_often')} purpose={t('section_often_purpose')}>
        {shown('pace', 'times', 'every', 'inAll', 'stops', 'rest')}
      </FormSection>
      <FormSection title={t('section_measure')} purpose={t('section_measure_purpose')}>
        {shown('holdout', 'within')}
      </FormSection>
    </FormPage>
  );
}

/** The address of a picture is a text of the form; what an operator sees of it is an upload. */
function OnePicture({ fields, disabled }: { readonly fields: readonly Field[]; readonly disabled: boolean }) {
  const t = usePlacementText();
  const field = fields.find(({ key }) => key === 'picture');
  if (field === undefined) return null;
  return (
    <FieldItem field={field} path="picture" name={['picture']} note={t('picture_hint')}>
      {() => <PictureValue disabled={disabled} of={t('picture_of')} />}
    </FieldItem>
  );
}

type PictureValueProps = {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (url: string | null) => void;
  readonly disabled: boolean;
  readonly of: string;
};

function PictureValue({ value, onChange, ...rest }: PictureValueProps) {
  const urls = typeof value === 'string' && value !== '' ? [value] : [];
  return <PicturesInput {...rest} most={1} value={urls} onChange={([url = null]) => onChange?.(url)} />;
}
