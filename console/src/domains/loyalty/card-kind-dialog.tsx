import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { CardKind } from './card-kind-list.tsx';
import { useCardText } from './card-texts.ts';

type DialogProps = { readonly kind: CardKind | null; readonly onClose: () => void };

export function CardKindDialog({ kind, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('loyalty.card_kind');
  if (data !== undefined) return <Editor form={data} kind={kind} onClose={onClose} />;
  return (
    <Modal open width={460} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, kind, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useCardText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...kind?.values }), [form, kind]);
  const save = async (values: Draft) =>
    kind === null
      ? api('POST /api/admin/card-kinds', { body: { ...values } })
      : api('PUT /api/admin/card-kinds/:id', {
          params: { id: kind.id },
          body: { ...values },
          revision: kind.revision,
        });
  return (
    <FormDialog<Draft>
      width={460}
      title={t(kind === null ? 'new_kind' : 'edit_kind')}
      initial={initial}
      onSave={save}
      changed={['card-kinds']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
