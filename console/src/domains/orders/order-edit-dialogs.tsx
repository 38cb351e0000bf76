import { words } from '@huoshui/contracts/words';
import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import type { Typed } from '../../ui/form/fields/typed-input.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberInput, type NumberRule } from '../../ui/form/number-input.tsx';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { useEditText } from './order-edit-texts.ts';

type Shown = { readonly order: Order; readonly onClose: () => void };
const changed = ['orders', 'overview'];
type Reasoned = { readonly reason: string };
const noReason: Reasoned = { reason: '' };

/** A sum off what she has not paid yet. */
export function CutDialog({ order, onClose }: Shown) {
  const t = useEditText();
  const [off, setOff] = useState<Typed>(null);
  const rule: NumberRule = { kind: 'money', label: words('减多少', 'Off'), min: 1, max: order.payable - 1 };
  const good = typeof off === 'number' && numberFault(rule, off) === null;
  return (
    <FormDialog<Reasoned>
      title={t('cut_title', { number: order.number })}
      okText={t('cut')}
      initial={noReason}
      disabled={!good}
      onSave={async ({ reason }) =>
        api('POST /api/admin/orders/:id/price-cut', {
          params: { id: order.id },
          body: { off: Number(off), expectedPayable: order.payable, reason: reason.trim() },
        })
      }
      changed={changed}
      done={t('cut_done')}
      onClose={onClose}
      beside={off}
    >
      <p className="hs-soft">{t('cut_note')}</p>
      <div className="hs-inline" style={{ marginBottom: 16 }}>
        <span>{t('off')}</span>
        <NumberInput of={rule} value={off} label={t('off')} wrong={off !== null && !good} onChange={setOff} />
        <span className="hs-soft">
          {t('cut_from', {
            from: formatYuan(order.payable),
            to: formatYuan(order.payable - (good && typeof off === 'number' ? off : 0)),
          })}
        </span>
      </div>
      <Form.Item name="reason" label={t('why')} rules={[{ required: true, whitespace: true, max: 80 }]}>
        <Input placeholder={t('why_hint')} />
      </Form.Item>
    </FormDialog>
  );
}

type Address = NonNullable<Order['address']>;
const nowhere: Address = { name: '', phone: '', province: '', city: '', district: '', street: '' };

/** Where it goes, as long as it has not left. */
export function AddressDialog({ order, onClose }: Shown) {
  const t = useEditText();
  const say = useWords();
  const { modal } = App.useApp();
  const move = async (body: Address) => {
    const { freight } = await api('PUT /api/admin/orders/:id/address', { params: { id: order.id }, body });
    if (freight !== null) modal.warning({ title: t('move_freight'), content: say(freight) });
  };
  const rows = [
    ['name', 20, true],
    ['phone', 11, true],
    ['province', 20, true],
    ['city', 20, true],
    ['district', 20, false],
    ['street', 80, true],
  ] as const;
  return (
    <FormDialog<Address>
      title={t('move_title', { number: order.number })}
      okText={t('move')}
      initial={order.address ?? nowhere}
      onSave={move}
      changed={changed}
      done={t('move_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('move_note')}</p>
      {rows.map(([name, max, required]) => (
        <Form.Item
          key={name}
          name={name}
          label={t(name)}
          style={{ marginBottom: 12 }}
          rules={[
            { required, whitespace: required, max },
            ...(name === 'phone' ? [{ pattern: /^1[3-9]\d{9}$/, message: t('phone_rule') }] : []),
          ]}
        >
          <Input />
        </Form.Item>
      ))}
    </FormDialog>
  );
}
