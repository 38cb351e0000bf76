import { words, wordsOf } from '@huoshui/contracts/words';
import { afterSaleStep } from '@huoshui/contracts/words/after-sales';
import { orderChange } from '@huoshui/contracts/words/orders';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { formatYuan } from '../../platform/money.ts';
import {
  afterSaleMoved,
  orderChanged,
  orderReady,
  orderRefunded,
  orderRefundReduced,
  orderRefundRefused,
  orderShipped,
  restShipped,
  shipmentCorrected,
} from '../orders/events.ts';
import { cancelMessages, type MessageOrder, queueMessages } from './queue.ts';

/** Tell a shopper what happens to her own order. */
export const onOrderFacts = listener({
  name: 'messaging.on-order-facts',
  on: [
    orderShipped,
    restShipped,
    shipmentCorrected,
    orderRefunded,
    orderRefundRefused,
    orderRefundReduced,
    afterSaleMoved,
    orderChanged,
    orderReady,
  ],
  handle: async (ctx, facts) => {
    let orders: readonly MessageOrder[] = [];
    for (const reason of ['replaced', 'order_returned'] as const)
      await cancelMessages(
        ctx,
        facts.flatMap((told) => over(told).filter((one) => one.reason === reason)).map(({ key }) => key),
        reason,
      );
    for (const told of facts) {
      const gone = over(told).map(({ key }) => key);
      orders = [...orders.filter(({ key }) => !gone.includes(key)), ...messageFor(told)];
    }
    await queueMessages(ctx, orders);
  },
});

/** A notice of shipping, or of goods that lie ready, that still waits is true no longer: another waybill is, or everything was given back. */
function over(told: Told): readonly { readonly key: string; readonly reason: 'replaced' | 'order_returned' }[] {
  const corrected = payloadOf(shipmentCorrected, told);
  if (corrected) return [{ key: shippedKey(corrected), reason: 'replaced' }];
  const refunded = payloadOf(orderRefunded, told);
  return refunded?.whole
    ? [shippedKey(refunded), readyKey(refunded)].map((key) => ({ key, reason: 'order_returned' as const }))
    : [];
}

const readyKey = ({ orderId }: { readonly orderId: string }): string => `order:${orderId}:ready`;
const shippedKey = ({ orderId }: { readonly orderId: string }): string => `order:${orderId}:shipped`;

function messageFor(told: Told): MessageOrder[] {
  if (told.personNo === null) return [];
  const again = payloadOf(shipmentCorrected, told) ?? payloadOf(restShipped, told);
  const shipped = again ?? payloadOf(orderShipped, told);
  if (shipped)
    return [
      {
        ...base(told, shipped),
        templateKey: 'orderShipped',
        key: `${shippedKey(shipped)}${again ? `:${told.id}` : ''}`,
        variables: {
          orderId: shipped.orderId,
          number: shipped.number,
          product: shipped.goods ?? '',
          company: shipped.company,
          // Our own delivery has none, and no message leaves with an empty field.
          waybill: shipped.waybill === '' ? '-' : shipped.waybill,
        },
      },
    ];
  const ready = payloadOf(orderReady, told);
  if (ready)
    return [
      {
        ...base(told, ready),
        templateKey: 'pickupReady',
        key: readyKey(ready),
        variables: {
          orderId: ready.orderId,
          number: ready.number,
          product: ready.goods ?? '',
          store: ready.store,
          slot: ready.slot,
        },
      },
    ];
  const refused = payloadOf(orderRefundRefused, told);
  if (refused)
    return [
      {
        ...base(told, refused),
        channels: ['inbox'],
        templateKey: 'refundRefused',
        key: `order:${refused.orderId}:refund-refused:${refused.refundId}`,
        variables: {
          orderId: refused.orderId,
          number: refused.number,
          product: refused.goods ?? '',
          amount: `¥${formatYuan(refused.amount, true)}`,
          reply: refused.reply,
        },
      },
    ];
  const reduced = payloadOf(orderRefundReduced, told);
  if (reduced)
    return [
      {
        ...base(told, reduced),
        channels: ['inbox'],
        templateKey: 'refundReduced',
        key: `order:${reduced.orderId}:refund-reduced:${reduced.refundId}`,
        variables: {
          orderId: reduced.orderId,
          number: reduced.number,
          product: reduced.goods ?? '',
          amount: `¥${formatYuan(reduced.amount, true)}`,
          asked: `¥${formatYuan(reduced.asked, true)}`,
          reply: reduced.reply,
        },
      },
    ];
  const changed = payloadOf(orderChanged, told);
  if (changed)
    return [
      {
        ...base(told, changed),
        channels: ['inbox'],
        templateKey: 'orderChanged',
        key: `order:${changed.orderId}:changed:${told.id}`,
        variables: {
          orderId: changed.orderId,
          number: changed.number,
          product: changed.goods ?? '',
          what: wordsOf(orderChange, changed.what).zh,
          note: changed.note,
        },
      },
    ];
  const moved = payloadOf(afterSaleMoved, told);
  if (moved)
    return [
      {
        ...base(told, moved),
        channels: ['inbox'],
        templateKey: 'afterSale',
        key: `order:${moved.orderId}:after-sale:${told.id}`,
        variables: {
          orderId: moved.orderId,
          refundId: moved.refundId,
          number: moved.number,
          product: moved.goods ?? '',
          step: wordsOf(afterSaleStep, moved.step).zh,
          note: moved.note === '' ? '-' : moved.note,
        },
      },
    ];
  const refunded = payloadOf(orderRefunded, told);
  // What another system gave back long ago is no news.
  if (!refunded || refunded.source === 'import') return [];
  return [
    {
      ...base(told, refunded),
      templateKey: 'refundDone',
      key: `order:${refunded.orderId}:refund:${refunded.refundId}`,
      variables: {
        orderId: refunded.orderId,
        number: refunded.number,
        product: refunded.goods ?? '',
        amount: `¥${formatYuan(refunded.amount, true)}`,
      },
    },
  ];
}

type About = { readonly memberId: string; readonly number: string; readonly app?: string };

function base(told: Told, { memberId, number, app }: About) {
  return {
    memberId,
    app,
    personNo: told.personNo ?? 0,
    channels: ['subscribe', 'inbox'] as const,
    because: { kind: 'order', id: number, label: words(`订单 ${number}`, `Order ${number}`) },
  };
}
