import { AutoComplete, Form, Input, Modal } from 'antd';
import { api } from '../../ground/api.ts';
import { useAct } from '../../ui/act.ts';
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

export function ShipDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useOrderText();
  const [form] = Form.useForm<Shipment>();
  const { busy, act } = useAct(['orders', 'overview']);
  const ship = async (body: Shipment) => {
    const shipped = await act(
      async () => api('POST /api/admin/orders/:id/shipment', { params: { id: order.id }, body }),
      t('shipped_done'),
    );
    if (shipped) onClose();
  };
  return (
    <Modal
      open
      title={t('ship_title', { number: order.number })}
      okText={t('ship')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={480}
    >
      <p className="hs-soft">{t('ship_note')}</p>
      <Form<Shipment>
        form={form}
        layout="vertical"
        onFinish={(values) => void ship(values)}
        initialValues={{ company: carriers[0] }}
      >
        <Form.Item name="company" label={t('company')} rules={[{ required: true, max: 20 }]}>
          <AutoComplete options={carriers.map((value) => ({ value }))} maxLength={20} />
        </Form.Item>
        <Form.Item
          name="waybill"
          label={t('waybill')}
          normalize={(value: string) => value.trim()}
          rules={[{ required: true, pattern: /^[A-Za-z0-9-]{4,40}$/, message: t('waybill_rule') }]}
        >
          <Input autoFocus placeholder="SF1234567890" maxLength={40} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
