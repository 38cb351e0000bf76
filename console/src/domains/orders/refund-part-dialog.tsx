import { words } from '@huoshui/contracts/words';
import { Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import type { Typed } from '../../ui/form/fields/typed-input.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberInput, type NumberRule } from '../../ui/form/number-input.tsx';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import type { RefundRow } from './refund-list.tsx';
import { useOrderText } from './texts.ts';

type Reply = { readonly reply: string };
const noReply: Reply = { reply: '' };

const unitsRule = (most: number): NumberRule => ({
  kind: 'count',
  label: words('退款件数', 'Units'),
  min: 0,
  max: most,
  optional: true,
});
const moneyRule = (most: number): NumberRule => ({
  kind: 'money',
  label: words('退款金额', 'Amount'),
  min: 1,
  max: most,
});

type PartProps = { readonly row: RefundRow; readonly title: string; readonly onClose: () => void };

/** Less than was asked for: some of the units, or a sum while she keeps the goods. She reads why. */
export function PartDialog({ row, title, onClose }: PartProps) {
  const t = useOrderText();
  const lines = row.lines.filter((line) => line.quantity > 0);
  const all = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const [by, setBy] = useState<'units' | 'money'>(all > 1 ? 'units' : 'money');
  const [units, setUnits] = useState<Readonly<Record<string, Typed>>>({});
  const [amount, setAmount] = useState<Typed>(null);
  const counts = lines.map((line) => ({ line, typed: units[line.lineId] ?? null }));
  const chosen = counts.flatMap(({ line, typed }) =>
    typeof typed === 'number' && typed > 0 ? [{ lineId: line.lineId, quantity: typed }] : [],
  );
  const count = chosen.reduce((sum, { quantity }) => sum + quantity, 0);
  const ready =
    by === 'money'
      ? typeof amount === 'number' && numberFault(moneyRule(row.amount - 1), amount) === null
      : count > 0 &&
        count < all &&
        counts.every(({ line, typed }) => numberFault(unitsRule(line.quantity), typed) === null);
  const part = by === 'units' ? { lines: chosen } : { amount: Number(amount) };
  return (
    <FormDialog<Reply>
      title={title}
      okText={t('part')}
      danger
      disabled={!ready}
      initial={noReply}
      onSave={async ({ reply }) =>
        api('POST /api/admin/refunds/:id/decision', {
          params: { id: row.id },
          body: { approve: true, reply: reply.trim(), ...part },
        })
      }
      changed={['refunds', 'orders', 'overview', 'work']}
      done={t('decided')}
      onClose={onClose}
      beside={JSON.stringify(part)}
    >
      {all > 1 && (
        <Segmented
          block
          style={{ marginBottom: 12 }}
          value={by}
          onChange={setBy}
          options={[
            { value: 'units', label: t('part_units') },
            { value: 'money', label: t('part_money') },
          ]}
        />
      )}
      <p className="hs-soft">{t(by === 'units' ? 'part_units_note' : 'part_money_note')}</p>
      {by === 'units' ? (
        counts.map(({ line, typed }) => (
          <Counted
            key={line.lineId}
            label={line.name}
            note={`× ${line.quantity}`}
            of={unitsRule(line.quantity)}
            value={typed}
            onChange={(value) => setUnits({ ...units, [line.lineId]: value })}
          />
        ))
      ) : (
        <Counted
          label={t('part_amount')}
          note={t('part_of', { amount: formatYuan(row.amount) })}
          of={moneyRule(row.amount - 1)}
          value={amount}
          onChange={setAmount}
        />
      )}
      <Form.Item name="reply" label={t('reply')} rules={[{ required: true, whitespace: true, max: 80 }]}>
        <Input />
      </Form.Item>
    </FormDialog>
  );
}

type CountedProps = {
  readonly label: string;
  readonly note: string;
  readonly of: NumberRule;
  readonly value: Typed;
  readonly onChange: (value: Typed) => void;
};

function Counted({ label, note, of, value, onChange }: CountedProps) {
  const say = useWords();
  const fault = value === null ? null : numberFault(of, value);
  return (
    <div className="hs-inline" style={{ justifyContent: 'space-between', flexWrap: 'nowrap', marginBottom: 12 }}>
      <span className="hs-two-lines" style={{ minWidth: 0 }}>
        <span className="hs-ellipsis">{label}</span>
        <span className="hs-faint hs-small">{note}</span>
        {fault && (
          <span role="alert" className="hs-number-fault">
            {say(fault)}
          </span>
        )}
      </span>
      <NumberInput of={of} value={value} label={label} wrong={fault !== null} onChange={onChange} />
    </div>
  );
}
