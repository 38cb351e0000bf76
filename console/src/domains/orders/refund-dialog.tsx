import { words } from '@huoshui/contracts/words';
import { Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import type { Typed } from '../../ui/form/fields/typed-input.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberInput, type NumberRule } from '../../ui/form/number-input.tsx';
import { formatYuan } from '../../ui/format.ts';
import { Picture } from '../../ui/picture.tsx';
import { useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { refundAmount, shippingAmount } from './refund-amount.ts';
import { useOrderText } from './texts.ts';

type Line = Order['lines'][number];
type Reasoned = { readonly reason: string };
const noReason: Reasoned = { reason: '' };

/** As many as are left of a line; 0 or nothing leaves it out. */
const unitsRule = (left: number): NumberRule => ({
  kind: 'count',
  label: words('退款件数', 'Units'),
  min: 0,
  max: left,
  optional: true,
});

/** Full or partial: choose units, see the money, say why. */
export function RefundDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useOrderText();
  const say = useWords();
  const [units, setUnits] = useState<Readonly<Record<string, Typed>>>({});
  const [shipping, setShipping] = useState(false);
  const [keepsGifts, setKeepsGifts] = useState(false);
  const gifts = order.lines.flatMap(({ gift }) => gift?.note ?? []);
  // A gift follows what earned it.
  const bought = order.lines.filter(({ gift }) => gift === null);
  const lines = bought.map((line) => {
    // What she has asked back already is spoken for.
    const { quantity: left = 0, amount = 0 } = order.acts.left.find(({ lineId }) => lineId === line.id) ?? {};
    const taken = { refundedQuantity: line.quantity - left, refundedAmount: line.payable - amount };
    const typed = units[line.id] ?? null;
    const wrong = numberFault(unitsRule(left), typed);
    const count = typeof typed === 'number' && wrong === null ? typed : 0;
    return { line: { ...line, ...taken }, left, typed, wrong, count };
  });
  const chosen = lines.filter(({ count }) => count > 0);
  const goods = lines.reduce((sum, { line, count }) => sum + refundAmount(line, count), 0);
  const fee = order.acts.shipping;
  // As the server does: the last units of what has not left take the fee along, asked for or not.
  const takesLast = chosen.length > 0 && lines.every(({ count, left }) => count === left);
  const ofFee = shippingAmount(fee, shipping, takesLast);
  const amount = goods + ofFee;
  const refund = async ({ reason }: Reasoned) =>
    api('POST /api/admin/orders/:id/refunds', {
      params: { id: order.id },
      body: {
        lines: chosen.map(({ line, count }) => ({ lineId: line.id, quantity: count })),
        shippingFee: shipping,
        keepsGifts,
        reason: reason.trim(),
      },
    });
  return (
    <FormDialog<Reasoned>
      width={600}
      title={t('refund_title', { number: order.number })}
      okText={t('refund_do', { amount: formatYuan(amount) })}
      danger
      disabled={(chosen.length === 0 && ofFee === 0) || lines.some(({ wrong }) => wrong !== null)}
      initial={noReason}
      onSave={refund}
      changed={['orders', 'refunds', 'overview']}
      done={t('refund_done')}
      onClose={onClose}
      beside={amount}
    >
      <p className="hs-soft">{t('refund_note')}</p>
      {lines.map(({ line, left, typed, count }) => (
        <RefundLine
          key={line.id}
          line={line}
          left={left}
          typed={typed}
          count={count}
          onType={(next) => setUnits({ ...units, [line.id]: next })}
        />
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
        {fee.left > 0 && (
          <Checkbox
            checked={ofFee > 0}
            disabled={takesLast && fee.along}
            onChange={(event) => setShipping(event.target.checked)}
          >
            {t('refund_shipping', { amount: formatYuan(fee.left) })}
          </Checkbox>
        )}
      </div>
      {gifts.length > 0 && (
        <div style={{ margin: '0 0 12px' }}>
          {gifts.map((note) => (
            <p key={note.zh} className="hs-soft hs-small" style={{ margin: '0 0 4px' }}>
              {say(note)}
            </p>
          ))}
          <Checkbox checked={keepsGifts} onChange={(event) => setKeepsGifts(event.target.checked)}>
            {t('keeps_gifts')}
          </Checkbox>
        </div>
      )}
      <Form.Item
        name="reason"
        label={t('refund_reason')}
        rules={[{ required: true, whitespace: true, max: 80 }]}
        style={{ marginBottom: 12 }}
      >
        <Input placeholder={t('refund_reason_hint')} />
      </Form.Item>
    </FormDialog>
  );
}

type RefundLineProps = {
  readonly line: Line;
  readonly left: number;
  readonly typed: Typed;
  readonly count: number;
  readonly onType: (next: Typed) => void;
};

function RefundLine({ line, left, typed, count, onType }: RefundLineProps) {
  const t = useOrderText();
  const say = useWords();
  const rule = unitsRule(left);
  const fault = numberFault(rule, typed);
  return (
    <div className="hs-inline" style={{ flexWrap: 'nowrap', padding: '8px 0' }}>
      <Picture src={line.image} size={40} />
      <span className="hs-two-lines" style={{ flex: 1, minWidth: 0 }}>
        <span className="hs-ellipsis">{line.name}</span>
        <span className="hs-faint hs-small">
          {[...line.values, left === 0 ? t('none_left') : t('refund_left', { count: left })].join(' · ')}
        </span>
        {fault && (
          <span role="alert" className="hs-number-fault">
            {say(fault)}
          </span>
        )}
      </span>
      <NumberInput
        of={rule}
        width={80}
        disabled={left === 0}
        label={`${t('refund_units')} ${line.name}`}
        wrong={fault !== null}
        value={typed}
        onChange={onType}
      />
      <span className="hs-number" style={{ width: 96 }}>
        {formatYuan(refundAmount(line, count))}
      </span>
    </div>
  );
}
