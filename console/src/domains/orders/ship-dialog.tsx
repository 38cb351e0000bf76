import { AutoComplete, Form, Input } from 'antd';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

const carriers = [
  '顺丰速运',
  '京东物流',
  '中通快递',
  '圆通速递',
  '韵达快递',
  '申通快递',
  '极兔速递',
  'EMS',
  '同城配送',
];
type Shipment = { readonly company: string; readonly waybill: string };
const start: Shipment = { company: carriers[0] ?? '', waybill: '' };

export function ShipDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useOrderText();
  return (
    <FormDialog<Shipment>
      title={t('ship_title', { number: order.number })}
      okText={t('ship')}
      initial={start}
      onSave={async (body) => api('POST /api/admin/orders/:id/shipment', { params: { id: order.id }, body })}
      changed={['orders', 'overview']}
      done={t('shipped_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('ship_note')}</p>
      <Form.Item name="company" label={t('company')} rules={[{ required: true, max: 20 }]}>
        <AutoComplete options={carriers.map((value) => ({ value }))} />
      </Form.Item>
      <Form.Item
        name="waybill"
        label={t('waybill')}
        normalize={(value: string) => value.trim()}
        rules={[{ required: true, pattern: /^[A-Za-z0-9-]{4,40}$/, message: t('waybill_rule') }]}
      >
        <Input autoFocus placeholder="SF1234567890" />
      </Form.Item>
    </FormDialog>
  );
}
