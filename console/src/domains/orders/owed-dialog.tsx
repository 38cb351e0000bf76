import { Form, Input } from 'antd';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

type Parcel = { readonly company: string; readonly waybill: string };
const start: Parcel = { company: '', waybill: '' };

/** What stayed behind for a refund that did not come to be follows in a parcel of its own. */
export function OwedDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useOrderText();
  return (
    <FormDialog<Parcel>
      title={t('owed_title', { number: order.number })}
      okText={t('send_owed')}
      initial={start}
      onSave={async (body) => api('POST /api/admin/orders/:id/owed-shipment', { params: { id: order.id }, body })}
      changed={['orders', 'overview', 'work']}
      done={t('shipped_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('owed_note', { count: order.acts.owed })}</p>
      <Form.Item name="company" label={t('company')} rules={[{ required: true, whitespace: true, max: 20 }]}>
        <Input autoFocus />
      </Form.Item>
      <Form.Item
        name="waybill"
        label={t('waybill')}
        normalize={(value: string) => value.trim()}
        rules={[{ required: true, pattern: /^[A-Za-z0-9-]{4,40}$/, message: t('waybill_rule') }]}
      >
        <Input placeholder="SF1234567890" />
      </Form.Item>
    </FormDialog>
  );
}
