import type { Draft } from '@huoshui/contracts/form';
import { Form, Input, Modal, Switch } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { useCouponText } from './texts.ts';

export type CodeBatch = Answer<'GET /api/admin/coupon-codes'>['items'][number];

export function CodeDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useCouponText();
  const { data, error, refetch } = useFormOf('coupons.code_batch');
  if (data === undefined)
    return (
      <Modal open width={520} footer={null} loading={error === null} onCancel={onClose}>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
      </Modal>
    );
  return (
    <FormDialog<Draft>
      width={520}
      title={t('codes_new')}
      okText={t('codes_make')}
      initial={data.initial}
      onSave={async (values) => api('POST /api/admin/coupon-codes', { body: { ...values } })}
      changed={['coupon-codes']}
      done={t('codes_made')}
      onClose={onClose}
    >
      <FormFields fields={data.fields} />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldsValue }) => <FormPreview name="coupons.code_batch" values={getFieldsValue(true)} />}
      </Form.Item>
    </FormDialog>
  );
}

type Voiding = { readonly reason: string; readonly takeBack: boolean };
const noReason: Voiding = { reason: '', takeBack: false };

export function VoidCodesDialog({ batch, onClose }: { readonly batch: CodeBatch; readonly onClose: () => void }) {
  const t = useCouponText();
  return (
    <FormDialog<Voiding>
      danger
      width={460}
      title={t('codes_void_title', { name: batch.name })}
      okText={t('codes_void')}
      initial={noReason}
      onSave={async ({ reason, takeBack }) =>
        api('POST /api/admin/coupon-codes/:id/voiding', {
          params: { id: batch.id },
          body: { reason: reason.trim(), takeBack },
        })
      }
      changed={['coupon-codes', 'coupons', 'grants']}
      done={t('codes_voided')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('codes_void_body', { left: formatCount(batch.total - batch.redeemed) })}</p>
      <Form.Item name="reason" label={t('void_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input placeholder={t('void_reason_hint')} />
      </Form.Item>
      <Form.Item
        name="takeBack"
        valuePropName="checked"
        label={t('codes_take_back', { count: formatCount(batch.redeemed) })}
        layout="horizontal"
      >
        <Switch />
      </Form.Item>
    </FormDialog>
  );
}
