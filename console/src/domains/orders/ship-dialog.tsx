import { deliveryWay } from '@huoshui/contracts/words/orders';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { useRefundText } from './refund-texts.ts';
import { useOrderText } from './texts.ts';

type Parcel = {
  readonly way: keyof typeof deliveryWay;
  readonly company: string;
  readonly waybill?: string;
};
type Shown = { readonly order: Order; readonly onClose: () => void };

export function ShipDialog({ order, onClose }: Shown) {
  const t = useOrderText();
  return (
    <FormDialog<Parcel>
      title={t('ship_title', { number: order.number })}
      okText={t('ship')}
      initial={{ way: 'express', company: '', waybill: '' }}
      onSave={async (parcel) =>
        api('POST /api/admin/orders/:id/shipment', { params: { id: order.id }, body: bodyOf(parcel) })
      }
      changed={['orders', 'overview']}
      done={t('shipped_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('ship_note')}</p>
      <ParcelFields />
    </FormDialog>
  );
}

/** What was typed wrong; WeChat takes one correction an order. */
export function CorrectDialog({ order, onClose }: Shown) {
  const t = useOrderText();
  const { way = 'express', company = '', waybill = null } = order.shipment ?? {};
  return (
    <FormDialog<Parcel>
      title={t('correct_title', { number: order.number })}
      okText={t('correct')}
      initial={{ way, company, waybill: waybill ?? '' }}
      onSave={async (parcel) =>
        api('POST /api/admin/orders/:id/shipment/correction', { params: { id: order.id }, body: bodyOf(parcel) })
      }
      changed={['orders', 'overview']}
      done={t('corrected_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('correct_note')}</p>
      <ParcelFields />
    </FormDialog>
  );
}

/** What stayed behind for a refund that did not come to be follows in a parcel of its own. */
export function OwedDialog({ order, onClose }: Shown) {
  const t = useOrderText();
  return (
    <FormDialog<Parcel>
      title={t('owed_title', { number: order.number })}
      okText={t('send_owed')}
      initial={{ way: 'express', company: '', waybill: '' }}
      onSave={async (parcel) =>
        api('POST /api/admin/orders/:id/owed-shipment', { params: { id: order.id }, body: bodyOf(parcel) })
      }
      changed={['orders', 'overview', 'work']}
      done={t('shipped_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('owed_note', { count: order.acts.owed })}</p>
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
      initial={{ way: 'express', company: '', waybill: '' }}
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
