import type { Ctx } from '../../platform/ctx.ts';
import type { Cause } from './cause.ts';

/** Of these coupons, those that whoever has them can still use. */
type StillGood = (ctx: Ctx, couponIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** Behind a message of a gift stands the coupon: what was used, taken back or has ended meanwhile is told of no more. */
export const giftMessages = (stillGood: StillGood): Cause => ({
  kind: 'coupon',
  async noLonger(ctx, leaving) {
    const good = await stillGood(
      ctx,
      leaving.map(({ causeId }) => causeId),
    );
    return new Map(leaving.flatMap(({ id, causeId }) => (good.has(causeId) ? [] : [[id, 'benefit_gone'] as const])));
  },
});
