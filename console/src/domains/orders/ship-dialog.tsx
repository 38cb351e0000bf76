import { deliveryWay } from '@huoshui/contracts/words/orders';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useMemo, useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { ParcelLines, packed, type Units } from './parcel-lines.tsx';
import { LotSelect, type Lots, useLotsOf } from './parcel-lots.tsx';
import { useRefundText } from './refund-texts.ts';
import { useOrderText } from './texts.ts';

type Parcel = {
  readonly way: keyof typeof deliveryWay;
  readonly company: string;
  readonly waybill?: string;
};
type Shown = { readonly order: Order; readonly onClose: () => void };

/** All that is left, or what goes into this parcel, or other orders of hers with it; Enter sends it. */
export function ShipDialog({ order, onClose }: Shown) {
  const t = useOrderText();
  const [units, setUnits] = useState<Units>({});
  const [beside, setBeside] = useState<readonly string[]>([]);
  const [lots, setLots] = useState<Lots>({});
  const lotsOf = useLotsOf(order);
  const lines = packed(order, units);
  const chosen = lines.filter(({ count }) => count > 0);
  const all = lines.every(({ line, count }) => count === line.toSend);
  const together = all && beside.length > 0;
  const ship = async (parcel: Parcel) =>
    together
      ? api('POST /api/admin/orders/shared-parcel', {
          body: { ...bodyOf(parcel), orderIds: [order.id, ...beside] },
        })
      : api('POST /api/admin/orders/:id/shipment', {
          params: { id: order.id },
          body: {
            ...bodyOf(parcel),
            lines: chosen.map(({ line, count }) => {
              const lot = lots[line.id];
              return { lineId: line.id, quantity: count, ...(lot ? { lot } : {}) };
            }),
          },
        });
  return (
    <FormDialog<Parcel>
      width={560}
      title={t('ship_title', { number: order.number })}
      okText={together ? t('ship_together', { count: beside.length + 1 }) : t(all ? 'ship' : 'ship_part')}
      disabled={chosen.length === 0 || lines.some(({ wrong }) => wrong !== null)}
      initial={order.slot === null ? noParcel : ownParcel}
      onSave={ship}
      changed={['orders', 'overview', 'work']}
      done={t(all ? 'shipped_done' : 'shipped_part')}
      onClose={onClose}
      beside={`${JSON.stringify([units, lots])} ${beside.join()}`}
    >
      <p className="hs-soft">{t(all ? 'ship_note' : 'ship_part_note')}</p>
      <ParcelFields />
      <ParcelLines
        lines={lines}
        onType={(id, next) => setUnits({ ...units, [id]: next })}
        beside={({ id, productId, name }) => {
          const choices = lotsOf(productId);
          // Orders that share a parcel say nothing of their lines.
          if (together || choices.length === 0) return null;
          const choose = (lot: string | null) => setLots({ ...lots, [id]: lot });
          return <LotSelect name={name} choices={choices} value={lots[id] ?? null} onChange={choose} />;
        }}
      />
      {all && (
        <May call="POST /api/admin/orders/shared-parcel">
          <OrdersBeside order={order} chosen={beside} onChoose={setBeside} />
        </May>
      )}
    </FormDialog>
  );
}

type BesideProps = {
  readonly order: Order;
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
};

/** What else of hers waits for the same address: ticked, it goes into the same parcel. */
function OrdersBeside({ order: { beside }, chosen, onChoose }: BesideProps) {
  const t = useOrderText();
  if (beside.length === 0) return null;
  return (
    <fieldset className="hs-parcel-lines">
      <legend className="hs-soft hs-small">{t('beside', { count: beside.length })}</legend>
      <Checkbox.Group
        style={{ display: 'grid', gap: 4 }}
        value={[...chosen]}
        onChange={onChoose}
        options={beside.map(({ id, number, firstLine, toSend }) => ({
          value: id,
          label: `${number} · ${t('goods_count', { name: firstLine, count: toSend })}`,
        }))}
      />
    </fieldset>
  );
}

const noParcel: Parcel = { way: 'express', company: '', waybill: '' };
/** What the shop brings itself. */
const ownParcel: Parcel = { way: 'same_city', company: '', waybill: '' };

/** What was typed wrong of one parcel; WeChat takes one correction an order once all of it has left. */
export function CorrectDialog({ order, onClose }: Shown) {
  const t = useOrderText();
  const [no, setNo] = useState(order.parcels.at(-1)?.no ?? 1);
  const { way = 'express', company = '', waybill = null } = order.parcels.find((one) => one.no === no) ?? {};
  const initial = useMemo(() => ({ way, company, waybill: waybill ?? '' }), [way, company, waybill]);
  return (
    <FormDialog<Parcel>
      title={t('correct_title', { number: order.number })}
      okText={t('correct')}
      initial={initial}
      onSave={async (parcel) =>
        api('POST /api/admin/orders/:id/shipment/correction', {
          params: { id: order.id },
          body: { ...bodyOf(parcel), parcel: no },
        })
      }
      changed={['orders', 'overview']}
      done={t('corrected_done')}
      onClose={onClose}
      beside={no}
    >
      <p className="hs-soft">{t(order.unsent > 0 ? 'correct_note_open' : 'correct_note')}</p>
      {order.parcels.length > 1 && (
        <Form.Item label={t('parcel')}>
          <Select
            aria-label={t('parcel')}
            value={no}
            onChange={setNo}
            options={order.parcels.map((one) => ({
              value: one.no,
              label: `${t('parcel_no', { no: one.no })} · ${one.company} ${one.waybill ?? ''} · ${one.goods}`,
            }))}
          />
        </Form.Item>
      )}
      <ParcelFields />
    </FormDialog>
  );
}

/** The other piece of an exchange, in a parcel of its own. */
export function ReplacementDialog({ refund, onClose }: { readonly refund: Replaced; readonly onClose: () => void }) {
  const t = useRefundText();
  return (
    <FormDialog<Parcel>
      title={t('replace_title', { number: refund.orderNumber })}
      okText={t('replace')}
      initial={noParcel}
      onSave={async (parcel) =>
        api('POST /api/admin/refunds/:id/replacement', { params: { id: refund.id }, body: bodyOf(parcel) })
      }
      changed={['refunds', 'orders', 'overview', 'work']}
      done={t('replaced')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('replace_note', { goods: goodsOf(refund) })}</p>
      <ParcelFields />
    </FormDialog>
  );
}

type Replaced = {
  readonly id: string;
  readonly orderNumber: string;
  readonly lines: readonly { readonly name: string; readonly quantity: number }[];
};

function goodsOf({ lines }: Replaced): string {
  return lines.map(({ name, quantity }) => `${name} ×${quantity}`).join(', ');
}

function bodyOf({ waybill = '', ...parcel }: Parcel) {
  return waybill === '' ? parcel : { ...parcel, waybill };
}

function ParcelFields() {
  const t = useOrderText();
  const say = useWords();
  const [typed, setTyped] = useState('');
  const carriers = useQuery({
    queryKey: ['carriers', typed],
    queryFn: async () => api('GET /api/admin/carriers', { query: { q: typed } }),
    placeholderData: (before) => before,
  });
  const way = Form.useWatch<Parcel['way']>('way');
  const express = way !== 'same_city';
  return (
    <>
      <Form.Item name="way" label={t('way')}>
        <Radio.Group options={optionsOf(deliveryWay, say)} />
      </Form.Item>
      <Form.Item name="company" label={express ? t('company') : t('deliverer')} rules={[{ required: true, max: 20 }]}>
        <AutoComplete
          placeholder={express ? '顺丰速运' : undefined}
          onChange={(value?: string) => setTyped(value ?? '')}
          options={express ? (carriers.data?.items ?? []).map(({ name }) => ({ value: name })) : []}
        />
      </Form.Item>
      <Form.Item
        name="waybill"
        label={express ? t('waybill') : t('waybill_if_any')}
        normalize={(value: string) => value.trim()}
        rules={[{ required: express, pattern: /^[A-Za-z0-9-]{4,40}$/, message: t('waybill_rule') }]}
      >
        <Input placeholder={express ? 'SF1234567890' : undefined} />
      </Form.Item>
    </>
  );
}
