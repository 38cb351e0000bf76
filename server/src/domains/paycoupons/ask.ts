import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { type FavorCoupon, isLater, type Wechat } from '../../wechat/index.ts';
import { ledger } from '../benefits/index.ts';
import { holdCoupons, takeUses } from './use.ts';

const AT_ONCE = 20;
/** Minutes to the next look, where this one decided nothing. */
const LADDER = [2, 60, 1440] as const;

type Asked = {
  readonly no: number;
  readonly couponId: string;
  readonly app: string;
  readonly openid: string;
  readonly asks: number;
};

/**
 * How coupons stand at WeChat, at their end and after all of a payment went back: a use whose every word was lost is found, what she got back is
 * hers again, what is over is over.
 */
export function askCoupons(wechat: Wechat): Sweep {
  return sweep({
    name: 'paycoupons.ask',
    due: sql`(select min(ask_at) from paycoupons.coupon where ask_at is not null)`,
    run: async (ctx) => {
      const due = await claim(ctx);
      await Promise.all(due.map(async (one) => ask(ctx, wechat, one)));
      return due.length;
    },
  });
}

async function claim(ctx: Ctx): Promise<readonly Asked[]> {
  const { rows } = await sql<Asked>`
    with due as (
      select no from paycoupons.coupon where ask_at <= ${ctx.now()} order by ask_at limit ${AT_ONCE} for no key update skip locked
    )
    update paycoupons.coupon c set asks = c.asks + 1, ask_at = ${ctx.now()}::timestamptz
      + make_interval(mins => (${[...LADDER]}::int[])[least(c.asks + 1, ${LADDER.length})])
    from due where c.no = due.no returning c.no, c.coupon_id, c.app, c.openid, c.asks
  `.execute(ctx.db);
  return rows;
}

async function ask(ctx: Ctx, wechat: Wechat, one: Asked): Promise<void> {
  const { app: appid, openid, couponId } = one;
  try {
    const found = await wechat.pay.queryFavorCoupon({ appid, openid, couponId });
    if (found !== null) await apply(ctx, one, found);
    else await nothingMore(ctx, one);
  } catch (error) {
    ctx.log.warn({ err: error, couponId }, 'could not ask WeChat Pay for a coupon');
    if (!isLater(error)) await nothingMore(ctx, one);
  }
}

async function nothingMore(ctx: Ctx, { no, asks }: Asked): Promise<void> {
  if (asks >= LADDER.length) await sql`update paycoupons.coupon set ask_at = null where no = ${no}`.execute(ctx.db);
}

async function apply(ctx: Ctx, one: Asked, found: FavorCoupon): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { couponId, stockId, transactionId, usedAt } = found;
    if (found.state === 'USED') {
      await takeUses(ctx, [
        { couponId, stockId, transactionId, usedAt: usedAt ?? ctx.now(), amount: null, order: null },
      ]);
      return nothingMore(ctx, one);
    }
    await holdCoupons(ctx, [couponId]);
    if (found.state === 'SENDED') await giveBack(ctx, one, found.validTo);
    else await expire(ctx, one);
  });
}

/** She has it again, for as long as it was good: nothing was spent. Of one that she has anyway, only its end is kept. */
async function giveBack(ctx: Ctx, { no }: Asked, validTo: Date | null): Promise<void> {
  const { rows } = await sql<{ grantId: string }>`
    with mine as (select no, state, saving, back, stock_no, grant_id from paycoupons.coupon where no = ${no} for no key update),
    moved as (
      update paycoupons.coupon c set state = 'available', saving = 0, back = 0, order_id = null, order_amount = null, order_back = 0, used_at = null,
        valid_to = coalesce(${validTo}::timestamptz, c.valid_to), ask_at = greatest(coalesce(${validTo}::timestamptz, c.valid_to),
          ${ctx.now()}::timestamptz + interval '1 minute'), asks = 0
      from mine where c.no = mine.no and mine.state in ('used', 'available')
    ), counted as (
      update paycoupons.stock s set used = s.used - 1, cost = s.cost - (mine.saving - mine.back), back = s.back - mine.back
      from mine where s.no = mine.stock_no and mine.state = 'used'
    )
    select grant_id from mine where state = 'used'
  `.execute(ctx.db);
  await ledger.settle(
    ctx,
    rows.map(({ grantId }) => ({ grantId, state: 'granted', actualCost: null })),
  );
}

async function expire(ctx: Ctx, { no }: Asked): Promise<void> {
  const { rows } = await sql<{ grantId: string }>`
    with mine as (select no, state from paycoupons.coupon where no = ${no} for no key update)
    update paycoupons.coupon c set state = case when mine.state = 'available' then 'expired' else c.state end, ask_at = null
    from mine where c.no = mine.no returning case when mine.state = 'available' then c.grant_id end as grant_id
  `.execute(ctx.db);
  await ledger.settle(
    ctx,
    rows.flatMap(({ grantId }) => (grantId === null ? [] : [{ grantId, state: 'expired' as const, actualCost: null }])),
  );
}
