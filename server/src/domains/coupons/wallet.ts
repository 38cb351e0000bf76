import type { Coupon, HerCoupon } from '@huoshui/contracts/coupons';
import { plainWords, type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { shanghaiTime } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readSaid } from '../../platform/said.ts';
import { isOpen } from '../../platform/week-hours.ts';
import { sentenceOf, usableText } from './coupon.ts';
import type { CouponState, WalletRow } from './tables.ts';
import { countWallet, findUsable, listWalletRows } from './wallet-queries.ts';

export type CouponView = Static<typeof Coupon>;
type HerCouponView = Static<typeof HerCoupon>;

export type WalletQuery = {
  readonly state?: 'available' | 'used' | 'expired' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** A member's coupons, newest first. A coupon held by an unpaid order still counts as available, and says so. */
export async function listWallet<View>(
  ctx: Ctx,
  memberId: string,
  query: WalletQuery,
  present: (row: WalletRow, now: Date) => View,
) {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['text'])?.[0];
  const whose = { memberId, states: query.state ? statesOf[query.state] : Object.values(statesOf).flat() };
  const rows = await listWalletRows(ctx, { ...whose, after: cursor ?? null, limit: limit + 1 });
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => present(row, ctx.now()),
  );
  return cursor ? page : { ...page, ...(await countWallet(ctx, whose)) };
}

/** What she could use now or later, what ends first standing first. */
export async function usableCoupons(ctx: Ctx, memberId: string): Promise<CouponView[]> {
  const rows = await findUsable(ctx, memberId, ctx.now());
  return rows.map((row) => presentCoupon(row, ctx.now()));
}

const statesOf: Readonly<Record<'available' | 'used' | 'expired', readonly CouponState[]>> = {
  available: ['available', 'locked'],
  used: ['used'],
  expired: ['expired', 'revoked'],
};

/** As the shop's own people see it: with the reason that it was given for. */
export function presentCoupon(row: WalletRow, now: Date): CouponView {
  return { ...presentHers(row, now), because: readSaid(row.becauseLabel) };
}

/** As she sees it: what she reads is what was said to her, never what the shop noted for itself. */
export function presentHers(row: WalletRow, now: Date): HerCouponView {
  const { id, templateId, name, discount, threshold, scope, hours, validFrom, validTo, orderId } = row;
  const [from, to] = [validFrom.toISOString(), validTo.toISOString()];
  return {
    id,
    templateId,
    name,
    discount,
    threshold,
    scope,
    sentence: sentenceOf({ discount, threshold, scope, hours, validity: { kind: 'between', from, to } }),
    // its time may be over a moment before the sweep comes
    state: row.state === 'available' && now >= validTo ? 'expired' : row.state,
    validFrom: from,
    validTo: to,
    said: saidOf(row),
    orderId,
    notNow: row.state === 'available' && now < validTo ? notNow(row, now) : null,
  };
}

/** What keeps her from using it at this moment, as it will pass. */
function notNow({ validFrom, hours }: WalletRow, now: Date): Words | null {
  if (now < validFrom) {
    const from = shanghaiTime(validFrom);
    return words(`${from} 起可用`, `Usable from ${from}`);
  }
  return hours === null || isOpen({ hours }, now) ? null : usableText(hours);
}

function saidOf({ said, becauseKind }: WalletRow): Words {
  if (said) return plainWords(said);
  if (becauseKind === 'code') return words('兑换码兑换', 'By an exchange code');
  return becauseKind === 'self' || becauseKind === 'placement'
    ? words('自己领取', 'Taken by yourself')
    : words('店家赠送', 'A gift from the shop');
}
