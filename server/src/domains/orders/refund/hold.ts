import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Order } from '../order.ts';
import { countUnsent } from '../shipment/unsent.ts';
import { tellEvents } from '../tell-events.ts';
import type { RefundPlan } from './plan.ts';
import { openStates, type RefundRow } from './row.ts';

/**
 * Hold the units and the sum of a refund: the tables' checks refuse more than was bought or paid, whatever runs beside us.
 * Meanwhile the order does not count as received by itself. The order is locked.
 */
export async function holdRefund(ctx: Ctx, orderId: string, plan: RefundPlan): Promise<void> {
  await sql`
    update orders.placed set refunding = refunding + ${plan.amount},
      receive_rest = coalesce(receive_rest, greatest(receive_at - ${ctx.now()}::timestamptz, interval '0')), receive_at = null
    where id = ${orderId}
  `.execute(ctx.db);
  await sql`
    update orders.line l set refunding_quantity = refunding_quantity + w.quantity, refunding_amount = refunding_amount + w.amount,
      kept_quantity = kept_quantity + w.here,
      withheld_amount = withheld_amount + coalesce(w.withheld, 0), charged_amount = charged_amount + coalesce(w.charged, 0)
    from jsonb_to_recordset(${JSON.stringify(plan.lines)}::jsonb)
      as w (position int, quantity int, amount int, here int, withheld int, charged int)
    where l.order_id = ${orderId} and l.position = w.position
  `.execute(ctx.db);
  await countUnsent(ctx, orderId, { held: true });
}

/** What it held has been given back: free for the journal to count. The order is locked, the refund not open any more. */
export async function spendHold(ctx: Ctx, refund: RefundRow, orderId: string): Promise<void> {
  await settleHold(ctx, refund, orderId, 1);
}

/**
 * It is not given back: units and sum are free again. Units that stayed here while the order was shipped are to follow
 * from now on. The order is locked, the refund not open any more.
 */
export async function releaseHold(ctx: Ctx, refund: RefundRow, order: Order): Promise<void> {
  await freeHold(ctx, refund, order);
  await tellUnsent(ctx, order, unitsHere(refund));
}

/** Hold something else for an open refund, which is planned once its hold is free. The order is locked. */
export async function changeHold(
  ctx: Ctx,
  refund: RefundRow,
  order: Order,
  replan: () => Promise<RefundPlan> | RefundPlan,
): Promise<RefundPlan> {
  await freeHold(ctx, refund, order);
  const plan = await replan();
  await holdRefund(ctx, order.id, plan);
  await tellUnsent(ctx, order, unitsHere(refund) - unitsHere(plan));
  return plan;
}

const unitsHere = ({ lines }: Pick<RefundPlan, 'lines'>): number => lines.reduce((sum, line) => sum + line.here, 0);

async function freeHold(ctx: Ctx, refund: RefundRow, order: Order): Promise<void> {
  await settleHold(ctx, refund, order.id, 0);
  await countUnsent(ctx, order.id);
}

async function tellUnsent(ctx: Ctx, order: Order, units: number): Promise<void> {
  if (order.shippedAt === null || units <= 0) return;
  const title = words('还有商品没有发出', 'Some goods were not in the parcel');
  const detail = words(
    `${units} 件在申请退款时留下了，店家会补发`,
    `${units} stayed behind when a refund was asked for; the shop will send ${units === 1 ? 'it' : 'them'}`,
  );
  await tellEvents(ctx, [{ orderId: order.id, kind: 'unsent', title, detail }]);
}

async function settleHold(ctx: Ctx, refund: RefundRow, orderId: string, given: 0 | 1): Promise<void> {
  await sql`
    update orders.placed o set refunding = refunding - ${refund.amount},
      receive_at = case when open then null when state = 'shipped' then ${ctx.now()}::timestamptz + receive_rest end,
      receive_rest = case when open then receive_rest end
    from (select exists (
      select from orders.refund r where r.order_id = ${orderId} and r.state in ${openStates} and r.origin <> 'unusable_payment'
    ) as open) others
    where id = ${orderId}
  `.execute(ctx.db);
  await sql`
    update orders.line l set
      refunding_quantity = refunding_quantity - w.quantity, refunding_amount = refunding_amount - w.amount,
      refunded_quantity = refunded_quantity + w.quantity * ${given}::int, refunded_amount = refunded_amount + w.amount * ${given}::int,
      kept_quantity = kept_quantity - w.here * (1 - ${given}::int),
      withheld_amount = withheld_amount - coalesce(w.withheld, 0) * (1 - ${given}::int),
      charged_amount = charged_amount - coalesce(w.charged, 0) * (1 - ${given}::int)
    from jsonb_to_recordset(${JSON.stringify(refund.lines)}::jsonb)
      as w (position int, quantity int, amount int, here int, withheld int, charged int)
    where l.order_id = ${orderId} and l.position = w.position
  `.execute(ctx.db);
}
