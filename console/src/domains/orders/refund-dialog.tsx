import { Button, Checkbox, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { useAct } from '../../ui/act.ts';
import { formatYuan } from '../../ui/format.ts';
import { Picture } from '../../ui/picture.tsx';
import type { Order } from './order-drawer.tsx';
import { refundAmount } from './refund-amount.ts';
import { useOrderText } from './texts.ts';

/** Full or partial: choose units, see the money, say why. */
export function RefundDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useOrderText();
  const { busy, act } = useAct(['orders', 'refunds', 'overview']);
  const [units, setUnits] = useState<Readonly<Record<string, number>>>({});
  const [shipping, setShipping] = useState(false);
  const [reason, setReason] = useState('');
  const lines = order.lines.map((line) => {
    // What she has asked back already is spoken for.
    const { quantity: left = 0, amount = 0 } = order.acts.left.find(({ lineId }) => lineId === line.id) ?? {};
    const taken = { refundedQuantity: line.quantity - left, refundedAmount: line.payable - amount };
    return { line: { ...line, ...taken }, left, chosen: units[line.id] ?? 0 };
  });
  const goods = lines.reduce((sum, { line, chosen }) => sum + refundAmount(line, chosen), 0);
  const amount = goods + (shipping ? order.shippingFee : 0);
  const chosen = lines.filter((entry) => entry.chosen > 0);
  const refund = async () => {
    const done = await act(
      async () =>
        api('POST /api/admin/orders/:id/refunds', {
          params: { id: order.id },
          body: {
            lines: chosen.map(({ line, chosen: quantity }) => ({ lineId: line.id, quantity })),
            shippingFee: shipping,
            reason: reason.trim(),
          },
        }),
      t('refund_done'),
    );
    if (done) onClose();
  };
  return (
    <Modal
      open
      width={600}
      title={t('refund_title', { number: order.number })}
      okText={t('refund_do', { amount: formatYuan(amount) })}
      okButtonProps={{ danger: true, disabled: chosen.length === 0 || reason.trim() === '' }}
      confirmLoading={busy}
      onOk={() => void refund()}
      onCancel={onClose}
    >
      <p className="hs-soft">{t('refund_note')}</p>
      {lines.map(({ line, left, chosen: quantity }) => (
        <div key={line.id} className="hs-inline" style={{ flexWrap: 'nowrap', padding: '8px 0' }}>
          <Picture src={line.image} size={40} />
          <span className="hs-two-lines" style={{ flex: 1 }}>
            <span className="hs-ellipsis">{line.name}</span>
            <span className="hs-faint hs-small">
              {line.values.join(' / ')} {left === 0 ? t('none_left') : t('refund_left', { count: left })}
            </span>
          </span>
          <InputNumber
            min={0}
            max={left}
            precision={0}
            disabled={left === 0}
            value={quantity}
            aria-label={`${t('refund_units')} ${line.name}`}
            onChange={(value) => setUnits({ ...units, [line.id]: value ?? 0 })}
            style={{ width: 80 }}
          />
          <span className="hs-number" style={{ width: 96 }}>
            {formatYuan(refundAmount(line, quantity))}
          </span>
        </div>
      ))}
      <div className="hs-inline" style={{ justifyContent: 'space-between', margin: '4px 0 12px' }}>
        <Button
          size="small"
          type="link"
          style={{ padding: 0 }}
          onClick={() => setUnits(Object.fromEntries(lines.map(({ line, left }) => [line.id, left])))}
        >
          {t('refund_all')}
        </Button>
        {order.shippingFee > 0 && (
          <Checkbox checked={shipping} onChange={(event) => setShipping(event.target.checked)}>
            {t('refund_shipping', { amount: formatYuan(order.shippingFee) })}
          </Checkbox>
        )}
      </div>
      <Input
        value={reason}
        maxLength={80}
        placeholder={t('refund_reason_hint')}
        aria-label={t('refund_reason')}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
