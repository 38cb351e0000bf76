import { randomInt } from 'node:crypto';
import { COUPON_CODE_LENGTH, checkDigit } from '@huoshui/contracts/pickup-code';
import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { sentenceOf } from '../coupon.ts';
import { couponErrors } from '../errors.ts';
import { type AtCounter, findAtCounter } from './find.ts';
import { refusalOf } from './refusal.ts';

/** Long enough for a queue at the till, too short for a picture that is sent on. Taste. */
const GOOD_MS = 10 * MINUTE_MS;
/** A page that is opened again shows the code it showed, unless that ends while she stands there. */
const FRESH_MS = 5 * MINUTE_MS;
/** A counter that was off the network tells within these days; later nobody finds its codes. */
export const OFFLINE_DAYS = 3;

/** What she shows at a counter, for a coupon of hers. Throws `coupons.not_found`. */
export async function showCode(ctx: Ctx, memberId: string, couponId: string) {
  return inTransaction(ctx, async (ctx) => {
    const coupon = await findAtCounter(ctx, { couponId });
    if (coupon === null || coupon.memberId !== memberId) throw couponErrors.error('not_found');
    const refusal = refusalOf(coupon, ctx.now());
    const made = refusal === null ? await codeOf(ctx, couponId) : null;
    return {
      name: coupon.name,
      sentence: sentenceFor(coupon),
      state: coupon.state,
      code: made?.code ?? null,
      goodUntil: made?.goodUntil.toISOString() ?? null,
      refusal: refusal === null ? null : { zh: refusal.text.zh, en: refusal.text.en },
      used: coupon.storeName === null ? null : { store: coupon.storeName, given: coupon.given ?? 0 },
    };
  });
}

export function sentenceFor({ validFrom, validTo, ...terms }: AtCounter) {
  return sentenceOf({
    ...terms,
    validity: { kind: 'between', from: validFrom.toISOString(), to: validTo.toISOString() },
  });
}

type Made = { readonly code: string; readonly goodUntil: Date };

async function codeOf(ctx: Ctx, couponId: string): Promise<Made> {
  const now = ctx.now();
  const { rows } = await sql<Made>`
    select code, good_until from coupons.counter_code
    where coupon_id = ${couponId} and good_until > ${new Date(now.getTime() + FRESH_MS)} order by good_until desc limit 1
  `.execute(ctx.db);
  return rows[0] ?? drawCode(ctx, couponId);
}

/** Codes of the last days are few among a hundred thousand million: another is drawn where one is taken. */
async function drawCode(ctx: Ctx, couponId: string): Promise<Made> {
  const digits = String(randomInt(10 ** (COUPON_CODE_LENGTH - 1))).padStart(COUPON_CODE_LENGTH - 1, '0');
  const { rows } = await sql<Made>`
    insert into coupons.counter_code (code, coupon_id, made_at, good_until)
    values (${digits + checkDigit(digits)}, ${couponId}, ${ctx.now()}, ${new Date(ctx.now().getTime() + GOOD_MS)})
    on conflict do nothing returning code, good_until
  `.execute(ctx.db);
  return rows[0] ?? drawCode(ctx, couponId);
}

export const forgetCounterCodes = sweep({
  name: 'coupons.forget-counter-codes',
  due: null,
  run: async (ctx) => {
    const { numAffectedRows } = await sql`
      delete from coupons.counter_code where code in (
        select code from coupons.counter_code where good_until < ${new Date(ctx.now().getTime() - OFFLINE_DAYS * DAY_MS)} limit 1000
      )
    `.execute(ctx.db);
    return Number(numAffectedRows ?? 0);
  },
});
