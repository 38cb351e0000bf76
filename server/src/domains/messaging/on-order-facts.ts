import { words } from '@huoshui/contracts/words';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { formatYuan } from '../../platform/money.ts';
import { orderRefunded, orderRefundRefused, orderShipped, shipmentCorrected } from '../orders/events.ts';
import { type MessageOrder, queueMessages } from './queue.ts';

/** Tell a shopper what happens to her own order. */
export const onOrderFacts = listener({
  name: 'messaging.on-order-facts',
  on: [orderShipped, shipmentCorrected, orderRefunded, orderRefundRefused],
  handle: async (ctx, facts) => queueMessages(ctx, facts.flatMap(messageFor)),
});

function messageFor(told: Told): MessageOrder[] {
  if (told.personNo === null) return [];
  const corrected = payloadOf(shipmentCorrected, told);
  const shipped = corrected ?? payloadOf(orderShipped, told);
  if (shipped)
    return [
      {
        ...base(told, shipped),
        templateKey: 'orderShipped',
        key: `order:${shipped.orderId}:shipped${corrected ? `:${told.id}` : ''}`,
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
