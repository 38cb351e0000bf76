import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { isInHerStores } from '../../platform/her-stores.ts';
import { orderErrors } from './errors.ts';
import { type Order, type OrderLine, orderNumberOf } from './order.ts';

export const ORDER = sql.raw(
  'o.id, o.number, o.member_id, o.person_no, o.state, o.source, o.first_line, o.quantity, o.shipping_paid, o.payable, o.paid, ' +
    'o.refunded, o.refunding, o.created_at, o.expires_at, o.prepay_at, o.paid_at, o.shipped_at, o.received_at, o.unsent, ' +
    'o.transaction_id, o.app, o.openid, o.pay_attempt, o.store_id, o.stock_store_id, o.area_id, o.slot_from, o.service',
);
const LINE = sql.raw(
  'l.order_id, l.position, l.sku_id, l.product_id, l.category_id, l.name, l.quantity, l.payable, l.unit_amount, ' +
    'l.plus_one_units, l.pieces, l.refunded_quantity, l.refunded_amount, l.refunding_quantity, l.refunding_amount, ' +
    'l.shipped_quantity, l.kept_quantity, l.gift, l.withheld_amount, l.charged_amount',
);

/** One order; for a shopper only her own, for an account of some stores one of theirs: another's is as good as none. */
export async function getOrder(ctx: Ctx, id: string): Promise<Order> {
  const { rows } = await sql<Order>`select ${ORDER} from orders.placed o where o.id = ${id}`.execute(ctx.db);
  return ownOrder(ctx, rows[0]);
}

/** Her order by a number that WeChat Pay knows it by: the order's own, or one that another of her accounts opened. */
export async function getOrderByPayNumber(ctx: Ctx, payNumber: string): Promise<Order> {
  const { rows } = await sql<Order>`
    select ${ORDER} from orders.placed o where o.number = ${orderNumberOf(payNumber)}
  `.execute(ctx.db);
  return ownOrder(ctx, rows[0]);
}

/** The same, locked until the transaction ends. */
export async function lockOrder(ctx: Ctx, id: string): Promise<Order> {
  const { rows } = await sql<Order>`select ${ORDER} from orders.placed o where o.id = ${id} for update`.execute(ctx.db);
  return ownOrder(ctx, rows[0]);
}

/** The order that WeChat Pay knows by this number, or knew before another account opened its payment. */
export async function lockOrderByPayNumber(ctx: Ctx, payNumber: string): Promise<Order | null> {
  const { rows } = await sql<Order>`
    select ${ORDER} from orders.placed o where o.number = ${orderNumberOf(payNumber)} for update
  `.execute(ctx.db);
  return rows[0] ?? null;
}

export async function readLines(ctx: Ctx, orderIds: readonly string[]): Promise<OrderLine[]> {
  const { rows } = await sql<OrderLine>`
    select ${LINE} from orders.line l where l.order_id = any(${orderIds}::text[]) order by l.order_id, l.position
  `.execute(ctx.db);
  return rows;
}

function ownOrder(ctx: Ctx, order: Order | undefined): Order {
  const foreign = ctx.actor.kind === 'member' && order?.memberId !== ctx.actor.id;
  if (!order || foreign || !isInHerStores(ctx, order.storeId)) throw orderErrors.error('not_found');
  return order;
}
