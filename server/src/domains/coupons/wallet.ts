import type { Coupon } from '@huoshui/contracts/coupons';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readSaid } from '../../platform/said.ts';
import { sentenceOf } from './coupon.ts';
import type { CouponState, WalletRow } from './tables.ts';
import { listWalletRows } from './wallet-queries.ts';

export type CouponView = Static<typeof Coupon>;

export type WalletQuery = {
  readonly state?: 'available' | 'used' | 'expired' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** A member's coupons, newest first. A coupon held by an unpaid order still counts as available, and says so. */
export async function listWallet(ctx: Ctx, memberId: string, query: WalletQuery) {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['text'])?.[0];
  const rows = await listWalletRows(ctx, {
    memberId,
    states: query.state ? statesOf[query.state] : Object.values(statesOf).flat(),
    after: cursor ?? null,
    limit: limit + 1,
  });
  return toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => presentCoupon(row, ctx.now()),
  );
}

const statesOf: Readonly<Record<'available' | 'used' | 'expired', readonly CouponState[]>> = {
  available: ['available', 'locked'],
  used: ['used'],
  expired: ['expired', 'revoked'],
};

export function presentCoupon(row: WalletRow, now: Date): CouponView {
  const { id, templateId, name, discount, threshold, scope, validFrom, validTo, orderId } = row;
  const [from, to] = [validFrom.toISOString(), validTo.toISOString()];
  return {
    id,
    templateId,
    name,
    discount,
    threshold,
    scope,
    sentence: sentenceOf({ discount, threshold, scope, validity: { kind: 'between', from, to } }),
    // its time may be over a moment before the sweep comes
    state: row.state === 'available' && now >= validTo ? 'expired' : row.state,
    validFrom: from,
    validTo: to,
    because: readSaid(row.becauseLabel),
    orderId,
  };
}
