import type { ConditionField } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { useLocked } from '../../../ground/may.tsx';
import { asGroup, type Group } from '../../../ui/form/condition/condition-tree.ts';
import { LookProvider } from '../../../ui/form/condition/look.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { LookPanel } from './look-panel.tsx';
import { useSegmentText } from './texts.ts';

type Segment = Answer<'GET /api/admin/segments/:id'>;
type Form = Answer<'GET /api/admin/forms/:name'>;
type Values = Readonly<Record<string, unknown>> & { readonly condition: Group };

const FORM = 'audiences.segment_settings';
/** It stands beside the form of the settings: the server keeps it apart from them. */
const whom = {
  key: 'condition',
  label: words('条件', 'Condition'),
  kind: 'condition',
} as const satisfies ConditionField;

export function NewSegment() {
  const form = useFormOf(FORM);
  return <Loaded query={form}>{(known) => <Builder form={known} segment={null} />}</Loaded>;
}

export function ChangeSegment() {
  const { id = '' } = useParams();
  const form = useFormOf(FORM);
  const segment = useQuery({
    queryKey: ['segments', 'one', id],
    queryFn: async () => api('GET /api/admin/segments/:id', { params: { id } }),
  });
  return (
    <Loaded query={form}>
      {(known) => <Loaded query={segment}>{(found) => <Builder form={known} segment={found} />}</Loaded>}
    </Loaded>
  );
}

/** Name, plan, and whom it means: the condition as a sentence that is put together, with its number beside it. */
function Builder({ form, segment }: { readonly form: Form; readonly segment: Segment | null }) {
  const t = useSegmentText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const locked = useLocked(segment ? 'PUT /api/admin/segments/:id' : 'POST /api/admin/segments');
  const initial = useMemo<Values>(
    () => ({ ...(segment?.values ?? form.initial), condition: asGroup(segment?.condition ?? null) }),
    [segment, form],
  );
  const save = async ({ condition, ...values }: Values) => {
    const body = segment?.kind === 'list' ? { values } : { values, condition };
    const saved = segment
      ? await api('PUT /api/admin/segments/:id', { params: { id: segment.id }, body, revision: segment.revision })
      : await api('POST /api/admin/segments', { body });
    await queries.invalidateQueries({ queryKey: ['segments'] });
    void navigate(`/segments/${saved.id}`);
  };
  const isList = segment?.kind === 'list';
  return (
    <LookProvider segment={segment?.id}>
      <FormPage<Values>
        title={segment ? t('form_title_change', { name: segment.name }) : t('new')}
        back={segment ? { to: `/segments/${segment.id}`, label: segment.name } : { to: '/segments', label: t('title') }}
        initial={initial}
        onSave={save}
        locked={locked}
        preview={({ condition: _, ...values }) => (
          <>
            {!isList && <LookPanel />}
            <FormPreview name={FORM} values={values} />
          </>
        )}
        consequence={() => segment !== null && !isList && t('form_silent')}
      >
        {!isList && (
          <FormSection title={t('form_whom')} purpose={t('form_whom_purpose')}>
            <FormFields fields={[whom]} />
          </FormSection>
        )}
        <FormSection title={t('form_settings')} {...(isList ? { purpose: t('list_note') } : {})}>
          <FormFields fields={form.fields} {...(isList ? { only: ['name', 'note'] } : {})} />
        </FormSection>
      </FormPage>
    </LookProvider>
  );
}
