import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { orderPaid, orderReceived, orderRefunded } from '../../orders/events.ts';
import { holdWaves } from './wave.ts';

type Line = {
  readonly orderId: string;
  readonly lineId: string;
  readonly skuId: string | null;
  readonly payable: number;
};
type Back = { readonly lineId: string; readonly quantity: number; readonly amount: number };

/** What was paid, collected and given back of waves: each fact once, and in its order. */
export const onWaveOrders: Listener = listener({
  name: 'leaders.on-wave-orders',
  on: [orderPaid, orderReceived, orderRefunded],
  batch: 500,
  async handle(ctx, facts) {
    const orderIds = facts.flatMap((told) => {
      const order = payloadOf(orderPaid, told) ?? payloadOf(orderReceived, told) ?? payloadOf(orderRefunded, told);
      return order === null ? [] : [order.orderId];
    });
    const known = await knownOrders(ctx, orderIds);
    if (known.size === 0) return;
    const paid = facts.flatMap((told) => {
      const order = payloadOf(orderPaid, told);
      return order !== null && known.has(order.orderId) ? [{ ...order, at: told.occurredAt }] : [];
    });
    if (paid.length > 0) await notePaid(ctx, paid);
    for (const told of facts) {
      const received = payloadOf(orderReceived, told);
      if (received !== null && known.has(received.orderId))
        await sql`
          update leaders.wave_order set received_at = ${told.occurredAt} where order_id = ${received.orderId} and received_at is null
        `.execute(ctx.db);
      const refund = payloadOf(orderRefunded, told);
      if (refund !== null && known.has(refund.orderId)) await noteBack(ctx, { ...refund, at: told.occurredAt });
    }
  },
});

async function knownOrders(ctx: Ctx, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ orderId: string }>`
    select order_id from leaders.wave_order where order_id = any(${[...new Set(orderIds)]}::text[])
  `.execute(ctx.db);
  return new Set(rows.map(({ orderId }) => orderId));
}

type Paid = { readonly orderId: string; readonly at: Date; readonly lines: readonly Omit<Line, 'orderId'>[] };

async function notePaid(ctx: Ctx, paid: readonly Paid[]): Promise<void> {
  await sql`
    update leaders.wave_order o set state = 'paid', paid_at = p.at
    from unnest(${paid.map(({ orderId }) => orderId)}::text[], ${paid.map(({ at }) => at)}::timestamptz[]) as p (order_id, at)
    where o.order_id = p.order_id and o.state in ('ordered', 'cancelled')
  `.execute(ctx.db);
  const lines = paid.flatMap(({ orderId, lines: own }) =>
    own.map(({ lineId, skuId, payable }) => ({ order_id: orderId, line_id: lineId, sku_id: skuId, paid: payable })),
  );
  await sql`
    update leaders.wave_line l set line_id = p.line_id, paid = p.paid
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as p (order_id text, line_id text, sku_id text, paid int)
    where l.order_id = p.order_id and l.sku_id = p.sku_id and l.line_id is null
  `.execute(ctx.db);
}

type Refund = { readonly orderId: string; readonly whole: boolean; readonly at: Date; readonly lines: readonly Back[] };

/** Units that went back before the cut-off are there for the next, where they come from the shop's stock: there they went. */
async function noteBack(ctx: Ctx, { orderId, whole, at, lines }: Refund): Promise<void> {
  const { rows } = await sql<{ waveNo: number }>`
    select wave_no from leaders.wave_order where order_id = ${orderId}
  `.execute(ctx.db);
  const [wave] = await holdWaves(
    ctx,
    rows.map(({ waveNo }) => waveNo),
  );
  if (wave === undefined) return;
  const { rows: moved } = await sql<{ skuId: string; units: number }>`
    with told as (
      select line_id, sum(quantity)::int as units, sum(amount)::int as amount
      from jsonb_to_recordset(${JSON.stringify(lines.map(({ lineId, ...line }) => ({ line_id: lineId, ...line })))}::jsonb)
        as t (line_id text, quantity int, amount int) group by 1
    ), before as (
      select l.order_id, l.sku_id, l.units - l.back as kept, l.paid - l.back_paid as kept_paid, coalesce(t.units, 0) as units, coalesce(t.amount, 0) as amount
      from leaders.wave_line l left join told t using (line_id) where l.order_id = ${orderId}
    )
    update leaders.wave_line l set back = l.back + case when ${whole} then b.kept else least(b.kept, b.units) end,
      back_paid = l.back_paid + case when ${whole} then b.kept_paid else least(b.kept_paid, b.amount) end
    from before b where b.order_id = l.order_id and b.sku_id = l.sku_id
    returning l.sku_id, case when ${whole} then b.kept else least(b.kept, b.units) end as units
  `.execute(ctx.db);
  if (whole) await sql`update leaders.wave_order set state = 'back' where order_id = ${orderId}`.execute(ctx.db);
  if (wave.own || at >= wave.cutsAt) return;
  await sql`
    update leaders.wave_good g set sold = greatest(0, g.sold - m.units)
    from unnest(${moved.map(({ skuId }) => skuId)}::text[], ${moved.map(({ units }) => units)}::int[]) as m (sku_id, units)
    where g.wave_no = ${wave.no} and g.sku_id = m.sku_id
  `.execute(ctx.db);
}
