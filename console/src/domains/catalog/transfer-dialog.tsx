import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useCatalogText } from './texts.ts';

type DialogProps = { readonly onClose: () => void };

/** Goods go to a store, back, or from one to another. */
export function TransferDialog({ onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('catalog.transfer');
  if (data !== undefined) return <Editor form={data} onClose={onClose} />;
  return (
    <Modal open width={560} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

type EditorProps = DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> };

function Editor({ form, onClose }: EditorProps) {
  const t = useCatalogText();
  return (
    <FormDialog<Draft>
      width={560}
      title={t('transfer')}
      okText={t('transfer')}
      initial={form.initial}
      onSave={async (values) => api('POST /api/admin/stock-transfers', { body: { ...values } })}
      changed={['stock', 'store-stock', 'products', 'overview']}
      done={t('transferred')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
