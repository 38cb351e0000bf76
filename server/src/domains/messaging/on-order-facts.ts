import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { formatYuan } from '../../platform/money.ts';
import { memberMerged } from '../members/events.ts';
import { orderRefunded, orderShipped } from '../orders/events.ts';
import { type MessageOrder, queueMessages } from './queue.ts';

/** Tell a shopper what happens to her own order. */
export const onOrderFacts = listener({
  name: 'messaging.on-order-facts',
  on: [orderShipped, orderRefunded],
  handle: async (ctx, facts) => queueMessages(ctx, facts.flatMap(messageFor)),
});

function messageFor(told: Told): MessageOrder[] {
  if (told.personNo === null) return [];
  const shipped = payloadOf(orderShipped, told);
  if (shipped)
    return [
      {
        ...base(told, shipped.memberId, shipped.number),
        templateKey: 'orderShipped',
        key: `order:${shipped.orderId}:shipped`,
        variables: {
          orderId: shipped.orderId,
          number: shipped.number,
          product: `订单 ${shipped.number}`,
          company: shipped.company,
          waybill: shipped.waybill,
        },
      },
    ];
  const refunded = payloadOf(orderRefunded, told);
  if (!refunded) return [];
  return [
    {
      ...base(told, refunded.memberId, refunded.number),
      templateKey: 'refundDone',
      key: `order:${refunded.orderId}:refund:${refunded.refundId}`,
      variables: {
        orderId: refunded.orderId,
        number: refunded.number,
        product: `订单 ${refunded.number}`,
        amount: `¥${formatYuan(refunded.amount, true)}`,
      },
    },
  ];
}

function base(told: Told, memberId: string, number: string) {
  return {
    memberId,
    personNo: told.personNo ?? 0,
    channels: ['subscribe', 'inbox'] as const,
    because: { kind: 'order', id: number, label: `订单 ${number}` },
  };
}

/** Two records are one person: her messages and what she allows go with her. */
export const onMemberMerged = listener({
  name: 'messaging.on-member-merged',
  on: [memberMerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (merged) await move(ctx, merged);
    }
  },
});

async function move(
  ctx: Ctx,
  { memberId, winnerNo, loserNo }: { memberId: string; winnerNo: number; loserNo: number },
): Promise<void> {
  await sql`
    update messaging.outbound set person_no = ${winnerNo}, member_id = ${memberId} where person_no = ${loserNo}
  `.execute(ctx.db);
  await sql`
    with gone as (delete from messaging.consent where person_no = ${loserNo} returning *)
    insert into messaging.consent (person_no, channel, template_key, remaining, refused, updated_at)
    select ${winnerNo}, channel, template_key, remaining, refused, updated_at from gone
    on conflict (person_no, channel, template_key) do update set
      remaining = messaging.consent.remaining + excluded.remaining, refused = messaging.consent.refused and excluded.refused
  `.execute(ctx.db);
  await sql`
    with gone as (delete from messaging.quota_use where person_no = ${loserNo} returning *)
    insert into messaging.quota_use (person_no, window_key, count)
    select ${winnerNo}, window_key, count from gone
    on conflict (person_no, window_key) do update set count = messaging.quota_use.count + excluded.count
  `.execute(ctx.db);
}
