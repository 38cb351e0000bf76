import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type Brand, isLater, PayError, type ProductCoupon, type Wechat } from '../../../wechat/index.ts';
import type { Want } from './mirror.ts';
import { after, nextStep, type Step, type Theirs } from './next-turn.ts';

/** WeChat takes 500 a second of a brand; not measured. */
const AT_ONCE = 20;
/** Minutes between tries; after the last somebody has to look. */
const LADDER = [1, 2, 5, 15, 60, 180, 720] as const;
/** WeChat tells that it was sent, then it is confirmed; where that word is lost, it is confirmed without. */
const UNNOTICED_MINUTES = 2;

type Row = {
  readonly no: number;
  readonly code: string;
  readonly openid: string;
  readonly want: Want;
  readonly theirs: Theirs;
  readonly transactionId: string | null;
  readonly usedAt: Date | null;
  readonly turns: number;
  readonly doubtful: boolean;
  readonly tries: number;
  readonly validTo: Date | null;
  readonly stopped: boolean;
  readonly app: string;
  readonly productId: string;
  readonly stockId: string;
};

/**
 * One step at a time, each under one number for as long as nobody knows what became of it: a process that dies between the question and
 * its answer asks first how the coupon stands.
 */
export function tellCoupons({ brand }: Wechat): Sweep {
  return sweep({
    name: 'paycoupons.tell',
    due: sql`(select min(c.due_at) from paycoupons.product_coupon c join paycoupons.product p on p.no = c.product_no
      where c.due_at is not null and p.state in ('running', 'stopped'))`,
    run: async (ctx) => {
      if (brand === null) return 0;
      const due = await claim(ctx);
      await Promise.all(due.map(async (one) => tell(ctx, brand, one)));
      return due.length;
    },
  });
}

/** Taken with the next try already set, and in doubt until it is known what became of this one. */
async function claim(ctx: Ctx): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with due as (
      select c.no, c.in_doubt as doubtful, p.state = 'stopped' as stopped, p.app, p.product_id, p.stock_id
      from paycoupons.product_coupon c join paycoupons.product p on p.no = c.product_no
      where c.due_at <= ${ctx.now()} and p.state in ('running', 'stopped')
      order by c.due_at, c.no limit ${AT_ONCE} for no key update of c skip locked
    )
    update paycoupons.product_coupon c set tries = c.tries + 1, in_doubt = true,
      due_at = ${ctx.now()}::timestamptz + make_interval(mins => (${[...LADDER]}::int[])[least(c.tries + 1, ${LADDER.length})])
    from due where c.no = due.no
    returning c.no, c.code, c.openid, c.want, c.theirs, c.transaction_id, c.used_at, c.turns, c.tries, c.valid_to, due.doubtful, due.stopped,
      due.app, due.product_id, due.stock_id
  `.execute(ctx.db);
  return rows;
}

const ofCoupon = ({ productId, stockId, app: appid, openid, code }: Row) => ({
  ...{ productId, stockId, appid, openid, code },
});

async function tell(ctx: Ctx, brand: Brand, one: Row): Promise<void> {
  try {
    if (one.doubtful) {
      const theirs = theirsOf(await brand.queryCoupon(ofCoupon(one)));
      if (theirs.state !== one.theirs) return await stands(ctx, one, theirs.state, theirs.validTo);
    }
    const step = stepOf(ctx, one);
    if (step === null || step === 'drop') return await stands(ctx, one, step === null ? one.theirs : after.drop, null);
    const told = await ask(brand, one, step);
    await stands(ctx, one, after[step], told.validTo);
  } catch (error) {
    ctx.log.warn({ err: error, coupon: one.code, tries: one.tries }, 'product coupon not told');
    await failed(ctx, brand, one, error).catch((failure: unknown) =>
      ctx.log.warn({ err: failure, coupon: one.code }, 'product coupon not looked at'),
    );
  }
}

/** After its end there is nothing to give back to; what the shop stopped is sent to nobody. */
function stepOf(ctx: Ctx, { theirs, want, validTo, stopped }: Row): Step | null {
  const step = nextStep(theirs, want);
  if (step === 'send' && stopped) return 'drop';
  return step === 'return' && validTo !== null && validTo <= ctx.now() ? null : step;
}

async function ask(brand: Brand, one: Row, step: Exclude<Step, 'drop'>): Promise<ProductCoupon> {
  const { transactionId, usedAt } = one;
  const of = ofCoupon(one);
  const number = `${one.code}-${one.turns}${step.charAt(0)}`;
  if (step === 'send') return brand.sendCoupon(of);
  if (step === 'deactivate') return brand.turnCoupon(of, { verb: step, number, reason: '商家已收回或已过期' });
  if (step !== 'use') return brand.turnCoupon(of, { verb: step, number });
  if (transactionId === null || usedAt === null) throw new Error('a use without its payment');
  return brand.turnCoupon(of, { verb: step, number, transactionId, usedAt });
}

const theirsByState = {
  CONFIRMING: 'sent',
  PENDING: 'available',
  EFFECTIVE: 'available',
  USED: 'used',
  EXPIRED: 'gone',
  DELETED: 'gone',
  DEACTIVATED: 'gone',
} as const satisfies Record<ProductCoupon['state'], Theirs>;

function theirsOf(found: ProductCoupon | null): { readonly state: Theirs; readonly validTo: Date | null } {
  return found === null
    ? { state: 'none', validTo: null }
    : { state: theirsByState[found.state], validTo: found.validTo };
}

/** It is known how it stands there; what is still missing is due. */
async function stands(ctx: Ctx, one: Row, theirs: Theirs, validTo: Date | null): Promise<void> {
  const moved = theirs !== one.theirs;
  const wait = new Date(ctx.now().getTime() + UNNOTICED_MINUTES * 60_000);
  await sql`
    update paycoupons.product_coupon c set theirs = ${theirs}, turns = turns + ${moved ? 1 : 0}, in_doubt = false, tries = 0,
      trouble = null, valid_to = coalesce(${validTo}, valid_to),
      due_at = case
        when want <> ${one.want} then ${ctx.now()}::timestamptz
        when not ${moved} or ${theirs} in ('gone', want) or ${theirs} = 'used' and want = 'gone' then null
        when ${theirs} = 'sent' and not noticed then ${wait}::timestamptz
        else ${ctx.now()}::timestamptz end
    where no = ${one.no} and turns = ${one.turns} and theirs = ${one.theirs}
  `.execute(ctx.db);
}

/** Refused: it may stand otherwise than we thought. Unanswered: it stays in doubt, and is looked at before it is asked for again. */
async function failed(ctx: Ctx, brand: Brand, one: Row, error: unknown): Promise<void> {
  if (!(error instanceof PayError) || isLater(error)) return;
  const found = theirsOf(await brand.queryCoupon(ofCoupon(one)));
  if (found.state !== one.theirs) return stands(ctx, one, found.state, found.validTo);
  const over = one.tries >= LADDER.length;
  await sql`
    update paycoupons.product_coupon set in_doubt = false, trouble = ${JSON.stringify(troubleOf(error))}::jsonb,
      due_at = case when ${over} then null else due_at end
    where no = ${one.no} and turns = ${one.turns}
  `.execute(ctx.db);
}

function troubleOf({ code, message }: PayError): Words {
  if (code === 'INVALID_REQUEST') return words(`微信没有同意：${message}`, 'WeChat refused it as the coupon stands');
  return plainWords(message);
}
