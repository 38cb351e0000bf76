import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { orderPaid, orderRefunded, refundSplit } from '../orders/events.ts';
import { bookBack, holdCoupons, takeUses } from './use.ts';

/** Payments tell what came off them, and refunds how they fell on it: so a use is known even where WeChat's own notification is lost. */
export const onOrders = listener({
  name: 'paycoupons.on-orders',
  on: [orderPaid, orderRefunded, refundSplit],
  batch: 500,
  handle: async (ctx, facts) => {
    const uses = facts.flatMap((told) => {
      const paid = payloadOf(orderPaid, told);
      return (paid?.promotions ?? []).map(({ couponId, stockId, amount }) => ({
        ...{ couponId, stockId: stockId ?? '', amount, transactionId: paid?.transactionId ?? null },
        ...{ usedAt: told.occurredAt, order: paid === null ? null : { id: paid.orderId, amount: paid.amount } },
      }));
    });
    const ours = await ourStocks(
      ctx,
      uses.map(({ stockId }) => stockId),
    );
    await takeUses(
      ctx,
      uses.filter(({ stockId }) => ours.has(stockId)),
    );
    await noteRefunds(
      ctx,
      facts.flatMap((told) => payloadOf(orderRefunded, told) ?? []),
    );
    for (const told of facts) {
      const split = payloadOf(refundSplit, told);
      if (split !== null) await takeRefund(ctx, split);
    }
  },
});

/** What went back of the orders that were paid with one. */
async function noteRefunds(
  ctx: Ctx,
  refunds: readonly { readonly orderId: string; readonly amount: number }[],
): Promise<void> {
  if (refunds.length === 0) return;
  await sql`
    update paycoupons.coupon c set order_back = c.order_back + r.amount
    from (
      select order_id, sum(amount)::int as amount
      from unnest(${refunds.map(({ orderId }) => orderId)}::text[], ${refunds.map(({ amount }) => amount)}::int[]) as given (order_id, amount)
      group by 1
    ) r where c.order_id = r.order_id
  `.execute(ctx.db);
}

/** Of these numbers of WeChat's those of stocks of ours: the platform's own coupons are nobody's cost here. */
async function ourStocks(ctx: Ctx, stockIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (stockIds.length === 0) return new Set();
  const { rows } = await sql<{ stockId: string }>`
    select stock_id from paycoupons.stock where stock_id = any(${[...stockIds]}::text[])
  `.execute(ctx.db);
  return new Set(rows.map(({ stockId }) => stockId));
}

type Split = {
  readonly refundId: string;
  readonly transactionId: string;
  readonly whole: boolean;
  readonly promotions: readonly { readonly couponId: string; readonly amount: number }[];
};

async function takeRefund(ctx: Ctx, { refundId, transactionId, whole, promotions }: Split): Promise<void> {
  const ids = promotions.map(({ couponId }) => couponId);
  await holdCoupons(ctx, ids);
  await sql`
    insert into paycoupons.told_refund (refund_id, coupon_id, transaction_id, amount)
    select ${refundId}, coupon_id, ${transactionId}, amount
    from unnest(${ids}::text[], ${promotions.map(({ amount }) => amount)}::int[]) as given (coupon_id, amount)
    on conflict do nothing
  `.execute(ctx.db);
  await bookBack(ctx, ids);
  if (!whole) return;
  // WeChat gives her the coupon back where all of it went back at once, while it is still good.
  await sql`
    update paycoupons.coupon set ask_at = ${ctx.now()}, asks = 0
    where coupon_id = any(${ids}::text[]) and state = 'used' and transaction_id = ${transactionId}
  `.execute(ctx.db);
}
