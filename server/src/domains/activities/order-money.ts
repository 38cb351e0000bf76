import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';

/** What facts of orders say of money: what came, and what went back; `whole`: nothing is left of the order. */
export type Came = { readonly orderId: string; readonly fen: number; readonly at: Date };
export type Back = Came & { readonly refundId: string; readonly whole: boolean };

export function moneyTold(facts: readonly Told[]): { readonly paid: readonly Came[]; readonly backs: readonly Back[] } {
  return {
    paid: facts.flatMap((told) => {
      const order = payloadOf(orderPaid, told);
      return order === null ? [] : [{ orderId: order.orderId, fen: order.amount, at: told.occurredAt }];
    }),
    backs: facts.flatMap((told) => {
      const refund = payloadOf(orderRefunded, told);
      if (refund === null) return [];
      const { orderId, refundId, amount, whole } = refund;
      return [{ orderId, refundId, whole, fen: amount, at: told.occurredAt }];
    }),
  };
}

/** Of these orders, each once: whoever calls says which are of a play. */
export async function bookOrderMoney(
  ctx: Ctx,
  known: ReadonlySet<string>,
  { paid, backs }: ReturnType<typeof moneyTold>,
): Promise<void> {
  const all = [
    ...paid.map(({ orderId, fen, at }) => ({ key: `paid:${orderId}`, orderId, fen, at })),
    ...backs.map(({ refundId, orderId, fen, at }) => ({ key: `refund:${refundId}`, orderId, fen: -fen, at })),
  ].filter(({ orderId }) => known.has(orderId));
  await sql`
    insert into activities.order_money (key, order_id, fen, at)
    select * from unnest(${all.map(({ key }) => key)}::text[], ${all.map(({ orderId }) => orderId)}::text[],
      ${all.map(({ fen }) => fen)}::int[], ${all.map(({ at }) => at)}::timestamptz[])
    on conflict (key) do nothing
  `.execute(ctx.db);
}
