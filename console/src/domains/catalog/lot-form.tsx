import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { formatTime } from '../../ui/calendar.ts';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { LotActions } from './lot-actions.tsx';
import { LotCode } from './lot-code.tsx';
import { type Lot, LotStateTag } from './lot-state.tsx';
import { useLotText } from './lot-texts.ts';
import { PicturesInput } from './pictures-input.tsx';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function LotForm() {
  const { id } = useParams();
  const form = useFormOf('catalog.lot');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} lot={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['lots', 'one', id],
    queryFn: async () => api('GET /api/admin/lots/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(lot) => <Editor form={form} lot={lot} />}</Loaded>;
}

function Editor({ form: { fields, initial: start }, lot }: { readonly form: Definition; readonly lot: Lot | null }) {
  const t = useLotText();
  const locked = useLocked(lot === null ? 'POST /api/admin/lots' : 'PUT /api/admin/lots/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...lot?.values }), [start, lot]);
  const save = async (values: Draft) => {
    const saved =
      lot === null
        ? await api('POST /api/admin/lots', { body: { ...values } })
        : await api('PUT /api/admin/lots/:id', {
            params: { id: lot.id },
            body: { ...values },
            revision: lot.revision,
          });
    await queries.invalidateQueries({ queryKey: ['lots'] });
    if (lot === null) await navigate(`/lots/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={{ to: '/lots', label: t('title') }}
      title={lot === null ? t('new') : `${lot.productName} ${lot.number}`}
      state={lot && <LotStateTag state={lot.state} />}
      actions={lot && <LotActions lot={lot} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={() => <LotCode lot={lot} />}
    >
      {lot !== null && lot.recall !== null && (
        <Alert
          type="error"
          showIcon
          title={t('recalled_at', { at: formatTime(lot.recall.at) })}
          description={lot.recall.reason}
          style={{ marginBottom: 16 }}
        />
      )}
      <FormSection title={t('section_basic')}>
        <FormFields fields={fields} only={['product']} disabled={lot !== null} />
        <FormFields fields={fields} only={['number', 'day', 'madeOn', 'shelfDays']} />
      </FormSection>
      <FormSection title={t('section_origin')} purpose={t('section_origin_purpose')}>
        <FormFields fields={fields} only={['origin', 'producer', 'note']} />
        <Form.Item name="reports" label={t('reports')} getValueProps={(value: unknown) => ({ value: value ?? [] })}>
          <PicturesInput most={9} of={t('reports')} />
        </Form.Item>
      </FormSection>
    </FormPage>
  );
}
