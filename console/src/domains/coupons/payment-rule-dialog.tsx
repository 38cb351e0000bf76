import type { Draft } from '@huoshui/contracts/form';
import { Form, Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useCouponText } from './texts.ts';

export type PaymentRule = Answer<'GET /api/admin/payment-rules'>['items'][number];
type DialogProps = { readonly rule: PaymentRule | null; readonly onClose: () => void };

export function PaymentRuleDialog({ rule, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('coupons.payment_rule');
  if (data !== undefined) return <Editor form={data} rule={rule} onClose={onClose} />;
  return (
    <Modal open width={520} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, rule, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useCouponText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...rule?.values }), [form, rule]);
  return (
    <FormDialog<Draft>
      width={520}
      title={t(rule === null ? 'rules_new' : 'rules_edit')}
      initial={initial}
      onSave={async (values) =>
        rule === null
          ? api('POST /api/admin/payment-rules', { body: { ...values } })
          : api('PUT /api/admin/payment-rules/:id', {
              params: { id: rule.id },
              body: { ...values },
              revision: rule.revision,
            })
      }
      changed={['payment-rules']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldsValue }) => <FormPreview name="coupons.payment_rule" values={getFieldsValue(true)} />}
      </Form.Item>
    </FormDialog>
  );
}
