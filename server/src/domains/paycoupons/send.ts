import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { isLater, PayError, type Wechat } from '../../wechat/index.ts';
import { ledger } from '../benefits/index.ts';
import { payCouponSent } from './events.ts';
import { findStocks } from './stock.ts';
import { windowOf } from './stock-kind.ts';
import { bookUses, holdCoupons } from './use.ts';

/** WeChat takes 500 a second; not measured. */
const AT_ONCE = 20;
/** Minutes between tries; after the last it has failed. What keeps WeChat from sending (a day's limit) is over the next day. */
const LADDER = [1, 2, 5, 15, 60, 180, 360, 720, 720] as const;

type Sending = {
  readonly no: number;
  readonly id: string;
  readonly grantId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly app: string;
  readonly openid: string;
  readonly tries: number;
  readonly stock: string;
  readonly stockId: string;
};

/**
 * Coupons that were promised: WeChat is asked to send each under the one number that it has for ever, so a process that dies between the
 * question and its answer asks again and is told the same coupon. One at a time of a person: of several at once WeChat refuses some
 * as too many that are not (community oCJUsw1CvofOqaFmaXJilPQy_Ruk).
 */
export function sendCoupons(wechat: Wechat): Sweep {
  return sweep({
    name: 'paycoupons.send',
    due: sql`(select min(due_at) from paycoupons.coupon where due_at is not null)`,
    run: async (ctx) => {
      const due = await claim(ctx);
      await Promise.all(due.map(async (one) => send(ctx, wechat, one)));
      return due.length;
    },
  });
}

/** Taken with the next try already set. */
async function claim(ctx: Ctx): Promise<readonly Sending[]> {
  const { rows } = await sql<Sending>`
    with due as (
      select c.no from paycoupons.coupon c
      where c.due_at <= ${ctx.now()} and not exists (
        select from paycoupons.coupon o where o.person_no = c.person_no and o.stock_no = c.stock_no and o.state = 'sending' and o.no < c.no
      )
      order by c.due_at, c.no limit ${AT_ONCE} for no key update skip locked
    )
    update paycoupons.coupon c set tries = c.tries + 1, handed_at = coalesce(c.handed_at, ${ctx.now()}),
      due_at = ${ctx.now()}::timestamptz + make_interval(mins => (${[...LADDER]}::int[])[least(c.tries + 1, ${LADDER.length})])
    from due, paycoupons.stock s where c.no = due.no and s.no = c.stock_no
    returning c.no, c.id, c.grant_id, c.member_id, c.person_no, c.app, c.openid, c.tries, s.id as stock, s.stock_id
  `.execute(ctx.db);
  return rows;
}

async function send(ctx: Ctx, wechat: Wechat, one: Sending): Promise<void> {
  try {
    const { stockId, app: appid, openid, id } = one;
    await sent(ctx, one, await wechat.pay.sendFavorCoupon({ stockId, appid, openid, outRequestNo: id }));
  } catch (error) {
    ctx.log.warn({ err: error, coupon: one.id, tries: one.tries }, 'pay coupon not sent');
    if (!(error instanceof PayError)) return;
    const passing = isLater(error) || error.code === 'RULELIMIT';
    if (passing && one.tries < LADDER.length) return note(ctx, one, isLater(error) ? null : troubleOf(error));
    if (isLater(error)) return;
    await refused(ctx, wechat, one, error);
  }
}

/** A refusal of this try says nothing of one whose answer was lost: what she has is looked at before it is given up. */
async function refused(ctx: Ctx, wechat: Wechat, one: Sending, error: PayError): Promise<void> {
  if (one.tries > 1) {
    const { app: appid, openid, stockId } = one;
    const hers = await wechat.pay.listFavorCoupons({ appid, openid, stockId }).catch(() => null);
    if (hers === null) return;
    const found = hers.find(({ outRequestNo }) => outRequestNo === one.id);
    if (found !== undefined) return sent(ctx, one, found.couponId);
  }
  await fail(ctx, one, troubleOf(error));
}

/** She has it. Told once, however often WeChat answers it. */
async function sent(ctx: Ctx, one: Sending, couponId: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const stock = (await findStocks(ctx, [one.stock])).get(one.stock);
    if (stock === undefined) return;
    const { from, to } = windowOf(stock, ctx.now());
    await holdCoupons(ctx, [couponId]);
    const { numAffectedRows } = await sql`
      update paycoupons.coupon set state = 'available', coupon_id = ${couponId}, sent_at = ${ctx.now()}, valid_from = ${from},
        valid_to = ${to}, ask_at = ${to}, trouble = null, due_at = null
      where no = ${one.no} and state = 'sending'
    `.execute(ctx.db);
    if (Number(numAffectedRows) !== 1) return;
    await sql`update paycoupons.stock set sent = sent + 1 where no = ${stock.no}`.execute(ctx.db);
    const { memberId, personNo } = one;
    const payload = { memberId, couponId: one.id, stockId: stock.id, name: stock.name, amount: stock.amount };
    ctx.emit(payCouponSent, { personNo, payload: { ...payload, validTo: to.toISOString() } });
    // Its use may have been told before our own answer came.
    await bookUses(ctx, [couponId]);
  });
}

/** It will not be sent: what was promised is free again, and its budget with it. */
async function fail(ctx: Ctx, one: Sending, trouble: Words): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { numAffectedRows } = await sql`
      update paycoupons.coupon set state = 'failed', trouble = ${JSON.stringify(trouble)}::jsonb, due_at = null
      where no = ${one.no} and state = 'sending'
    `.execute(ctx.db);
    if (Number(numAffectedRows) !== 1) return;
    await sql`update paycoupons.stock set given = given - 1 where id = ${one.stock}`.execute(ctx.db);
    await ledger.settle(ctx, [{ grantId: one.grantId, state: 'revoked', actualCost: null }]);
  });
}

async function note(ctx: Ctx, { no }: Sending, trouble: Words | null): Promise<void> {
  await sql`
    update paycoupons.coupon set trouble = ${trouble === null ? null : JSON.stringify(trouble)}::jsonb
    where no = ${no} and state = 'sending'
  `.execute(ctx.db);
}

/** Source: 发放指定批次的代金券, merchant/4012463767; partner/4020807413; community 0008826fda40…. */
const reasons: Readonly<Record<string, Words>> = {
  RULELIMIT: words(
    '微信说她领满了，或当天发放到上限',
    'WeChat says she has as many as she may, or that the day’s limit is reached',
  ),
  NOTENOUGH: words('这批券的预算用完了', 'The budget of the stock is used up'),
  USERACCOUNTABNORMAL: words('她的微信账户被限制领券', 'Her WeChat account may not take coupons'),
  INVALIDREQUEST: words(
    '微信拒绝发放（批次没激活，或她当月领的已到 5000 元上限）',
    'WeChat refused: the stock is not started, or she had ¥5,000 of coupons this month',
  ),
  APPIDMCHIDNOTMATCH: words('小程序没有绑定这个商户号', 'The app is not bound to the merchant account'),
  NOAUTH: words('商户号没有开通代金券', 'The merchant account may not send coupons'),
};

function troubleOf({ code, message }: PayError): Words {
  return reasons[code] ?? plainWords(message);
}
