import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { ledger } from '../benefits/index.ts';
import { payCouponUsed } from './events.ts';

/** A use as it was told: by the payment, which knows order and sum, or by WeChat's notification. */
type ToldUse = {
  readonly couponId: string;
  readonly stockId: string;
  readonly transactionId: string | null;
  readonly usedAt: Date;
  readonly amount: number | null;
  readonly order: { readonly id: string; readonly amount: number } | null;
};

/**
 * Until the commit nobody else says anything of these: what WeChat tells of a coupon and that it was sent may be written at one moment, each
 * without seeing the other.
 */
export async function holdCoupons(ctx: Ctx, couponIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(couponIds)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`paycoupons:${id}`}, 0))`.execute(ctx.db);
}

/** Taken in however often, by whichever way and in whichever order it is told; also before we know that it was sent. */
export async function takeUses(ctx: Ctx, told: readonly ToldUse[]): Promise<void> {
  if (told.length === 0) return;
  await holdCoupons(
    ctx,
    told.map(({ couponId }) => couponId),
  );
  const rows = told.map(({ couponId, stockId, transactionId, usedAt, amount, order }) => ({
    ...{ coupon_id: couponId, stock_id: stockId, transaction_id: transactionId, used_at: usedAt.toISOString(), amount },
    ...{ order_id: order?.id ?? null, order_amount: order?.amount ?? null },
  }));
  // One that came back to her with a refund may be used again: the later payment counts.
  await sql`
    insert into paycoupons.told_use as t (coupon_id, stock_id, transaction_id, used_at, amount, order_id, order_amount, told_at)
    select coupon_id, stock_id, transaction_id, used_at, amount, order_id, order_amount, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (coupon_id text, stock_id text, transaction_id text,
      used_at timestamptz, amount int, order_id text, order_amount int)
    on conflict (coupon_id) do update set
      transaction_id = coalesce(excluded.transaction_id, t.transaction_id), used_at = excluded.used_at,
      amount = case when t.transaction_id is distinct from excluded.transaction_id then excluded.amount
        else coalesce(excluded.amount, t.amount) end,
      order_id = case when t.transaction_id is distinct from excluded.transaction_id then excluded.order_id
        else coalesce(excluded.order_id, t.order_id) end,
      order_amount = case when t.transaction_id is distinct from excluded.transaction_id then excluded.order_amount
        else coalesce(excluded.order_amount, t.order_amount) end
    where excluded.used_at >= t.used_at - interval '1 minute'
  `.execute(ctx.db);
  await bookUses(
    ctx,
    told.map(({ couponId }) => couponId),
  );
}

type Booked = {
  readonly id: string;
  readonly grantId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly stock: string;
  readonly name: string;
  readonly saving: number;
  readonly orderId: string | null;
  readonly orderAmount: number | null;
  readonly wasUsed: boolean;
};

/** What was told of these, into wallet, stock and ledger; a repeat changes nothing but an order that was not known before. */
export async function bookUses(ctx: Ctx, couponIds: readonly string[]): Promise<void> {
  const { rows } = await sql<Booked>`
    with due as (
      select c.no, c.state = 'used' as was_used, c.saving as saved, t.transaction_id, t.used_at, t.order_id, t.order_amount,
        coalesce(t.amount, s.amount) as saving
      from paycoupons.told_use t join paycoupons.coupon c on c.coupon_id = t.coupon_id join paycoupons.stock s on s.no = c.stock_no
      where t.coupon_id = any(${[...couponIds]}::text[]) and (c.state in ('available', 'expired')
          and (c.transaction_id is distinct from t.transaction_id or c.transaction_id is null)
        or c.state = 'used' and c.transaction_id is not distinct from t.transaction_id and c.order_id is null and t.order_id is not null)
      order by c.no for no key update of c
    ), booked as (
      update paycoupons.coupon c set state = 'used', transaction_id = due.transaction_id, used_at = due.used_at,
        order_id = due.order_id, order_amount = due.order_amount, saving = due.saving,
        back = case when due.was_used then c.back else 0 end, ask_at = null
      from due where c.no = due.no
      returning c.no, c.id, c.grant_id, c.member_id, c.person_no, c.stock_no, c.saving, c.order_id, c.order_amount
    ), counted as (
      update paycoupons.stock s set used = s.used + n.uses, cost = s.cost + n.cost
      from (select b.stock_no, (count(*) filter (where not due.was_used))::int as uses,
          sum(b.saving - case when due.was_used then due.saved else 0 end)::bigint as cost
        from booked b join due on due.no = b.no group by 1) n
      where s.no = n.stock_no
    )
    select b.id, b.grant_id, b.member_id, b.person_no, s.id as stock, s.name, b.saving, b.order_id, b.order_amount, due.was_used
    from booked b join due on due.no = b.no join paycoupons.stock s on s.no = b.stock_no
  `.execute(ctx.db);
  await ledger.settle(
    ctx,
    rows.map(({ grantId, saving, orderId, orderAmount }) => ({
      ...{ grantId, state: 'used', actualCost: saving },
      order: orderId === null || orderAmount === null ? undefined : { id: orderId, amount: orderAmount },
    })),
  );
  for (const { wasUsed, memberId, personNo, id, stock, name, saving, orderId } of rows) {
    if (wasUsed) continue;
    const payload = { memberId, couponId: id, stockId: stock, name, amount: saving, orderId };
    ctx.emit(payCouponUsed, { personNo, payload });
  }
  await bookBack(ctx, couponIds);
}

/** What went back of the payments that these were spent on, into wallet, stock and ledger: what WeChat told in all, so a repeat changes nothing. */
export async function bookBack(ctx: Ctx, couponIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ grantId: string; cost: number; orderId: string | null; orderAmount: number | null }>`
    with due as (
      select c.no, c.back as before, least(c.saving, r.amount) as back
      from paycoupons.coupon c join lateral (
        select sum(t.amount)::int as amount from paycoupons.told_refund t
        where t.coupon_id = c.coupon_id and t.transaction_id = c.transaction_id
      ) r on r.amount is not null
      where c.coupon_id = any(${[...couponIds]}::text[]) and c.state = 'used' and c.back <> least(c.saving, r.amount)
      order by c.no for no key update of c
    ), booked as (
      update paycoupons.coupon c set back = due.back from due where c.no = due.no
      returning c.no, c.stock_no, c.grant_id, c.saving - c.back as cost, c.order_id, c.order_amount
    ), counted as (
      update paycoupons.stock s set cost = s.cost - n.back, back = s.back + n.back
      from (select b.stock_no, sum(due.back - due.before)::bigint as back from booked b join due on due.no = b.no group by 1) n
      where s.no = n.stock_no
    )
    select grant_id, cost, order_id, order_amount from booked
  `.execute(ctx.db);
  await ledger.settle(
    ctx,
    rows.map(({ grantId, cost, orderId, orderAmount }) => ({
      ...{ grantId, state: 'used', actualCost: cost },
      order: orderId === null || orderAmount === null ? undefined : { id: orderId, amount: orderAmount },
    })),
  );
}
