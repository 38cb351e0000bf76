import { sql } from 'kysely';
import { minuteOfDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { weekdayOf } from '../../platform/week-hours.ts';
import type { Claim } from '../pricing/index.ts';
import type { MovedRow } from './tables.ts';

const moved = sql.raw('c.id, c.template_id, c.member_id, c.person_no, t.name, c.grant_id');

/**
 * Lock coupons for orders, many orders in one statement: each coupon goes to the first claim of its owner in the list, if
 * it is free and in its time and hours. Somebody else's claim on it stands in nobody's way. Rows are locked in id order. Answers the coupons and the orders that hold them now.
 */
export async function lockForOrders(
  ctx: Ctx,
  claims: readonly Claim[],
): Promise<{ couponId: string; orderId: string }[]> {
  const minute = minuteOfDay(ctx.now());
  const { rows } = await sql<{ couponId: string; orderId: string }>`
    with asked as (
      select distinct on (coupon_id, member_id) coupon_id, order_id, member_id, saving
      from unnest(
        ${claims.map((claim) => claim.offerId)}::text[], ${claims.map((claim) => claim.orderId)}::text[],
        ${claims.map((claim) => claim.memberId)}::text[], ${claims.map((claim) => claim.saving)}::int[]
      ) with ordinality as claim (coupon_id, order_id, member_id, saving, place)
      order by coupon_id, member_id, place
    ), free as (
      select c.id, asked.order_id, asked.saving
      from asked join coupons.coupon c on c.id = asked.coupon_id and c.member_id = asked.member_id
        join coupons.template t on t.id = c.template_id and t.voided_at is null and (t.hours is null or (
          t.hours -> 'weekdays' @> ${String(weekdayOf(ctx.now()))}::jsonb
          and (t.hours ->> 'from')::int <= ${minute}::int and ${minute}::int < (t.hours ->> 'to')::int))
      where c.state = 'available' and c.valid_from <= ${ctx.now()} and c.valid_to > ${ctx.now()}
      order by c.id for no key update of c
    )
    update coupons.coupon c set state = 'locked', order_id = free.order_id, saving = free.saving
    from free where c.id = free.id
    returning c.id as coupon_id, c.order_id
  `.execute(ctx.db);
  return rows;
}

/** Give back what these orders hold and did not use. */
export async function releaseLocked(ctx: Ctx, orderIds: readonly string[]): Promise<MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    with held as (
      select id, order_id, saving from coupons.coupon
      where order_id = any(${orderIds}::text[]) and state = 'locked' order by id for no key update
    )
    update coupons.coupon c set state = 'available', order_id = null, saving = null
    from held, coupons.template t where c.id = held.id and t.id = c.template_id
    returning ${moved}, held.order_id, held.saving
  `.execute(ctx.db);
  return rows;
}

export type PaidOrder = { readonly orderId: string; readonly amount: number };

/** The coupons of orders that were paid are used; the templates' figures move with them. */
export async function useForOrders(ctx: Ctx, orders: readonly PaidOrder[]): Promise<MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    with paid as (
      select order_id, amount from unnest(
        ${orders.map((order) => order.orderId)}::text[], ${orders.map((order) => order.amount)}::int[]
      ) as given (order_id, amount)
    ), held as (
      select c.id, paid.amount from coupons.coupon c join paid on paid.order_id = c.order_id
      where c.state = 'locked' order by c.id for no key update of c
    ), used as (
      update coupons.coupon c set state = 'used', used_at = ${ctx.now()}, order_amount = held.amount
      from held where c.id = held.id
      returning c.id, c.template_id, c.member_id, c.person_no, c.grant_id, c.order_id, c.saving, c.order_amount
    ), sums as (
      select template_id, count(*) as used, sum(saving) as cost, sum(order_amount) as gmv from used group by template_id
    ), counted as (
      update coupons.template t set used = t.used + sums.used, cost = t.cost + sums.cost, gmv = t.gmv + sums.gmv
      from sums where t.id = sums.template_id
    )
    select ${moved}, c.order_id, c.saving, c.order_amount from used c join coupons.template t on t.id = c.template_id
  `.execute(ctx.db);
  return rows;
}

/** What came back of orders in which coupons were used; the templates' figures move with it. */
export async function noteRefunds(
  ctx: Ctx,
  refunds: readonly { readonly orderId: string; readonly amount: number }[],
): Promise<void> {
  await sql`
    with back as (
      select order_id, sum(amount)::int as amount from unnest(
        ${refunds.map(({ orderId }) => orderId)}::text[], ${refunds.map(({ amount }) => amount)}::int[]
      ) as given (order_id, amount) group by order_id
    ), spent as (
      select c.id, back.amount from coupons.coupon c join back on back.order_id = c.order_id
      where c.state = 'used' order by c.id for no key update of c
    ), noted as (
      update coupons.coupon c set order_refunded = c.order_refunded + spent.amount
      from spent where c.id = spent.id returning c.template_id, spent.amount
    ), sums as (
      select template_id, sum(amount) as amount from noted group by template_id
    )
    update coupons.template t set refunded = t.refunded + sums.amount from sums where t.id = sums.template_id
  `.execute(ctx.db);
}

/** Orders refunded whole give their coupons back, usable until `until` at least; the figures are taken back. */
export async function giveBack(ctx: Ctx, orderIds: readonly string[], until: Date): Promise<MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    with spent as (
      select id, order_id, saving, order_amount, order_refunded from coupons.coupon
      where order_id = any(${orderIds}::text[]) and state = 'used' order by id for no key update
    ), back as (
      update coupons.coupon c set state = 'available', order_id = null, saving = null, order_amount = null, order_refunded = 0,
        used_at = null, valid_to = greatest(c.valid_to, ${until})
      from spent where c.id = spent.id
      returning c.id, c.template_id, c.member_id, c.person_no, c.grant_id, spent.order_id, spent.saving, spent.order_amount,
        spent.order_refunded
    ), sums as (
      select template_id, count(*) as used, sum(saving) as cost, sum(order_amount) as gmv, sum(order_refunded) as refunded from back group by template_id
    ), counted as (
      update coupons.template t set used = t.used - sums.used, cost = t.cost - sums.cost, gmv = t.gmv - sums.gmv,
        refunded = t.refunded - sums.refunded
      from sums where t.id = sums.template_id
    )
    select ${moved}, c.order_id, c.saving from back c join coupons.template t on t.id = c.template_id
  `.execute(ctx.db);
  return rows;
}
