import type { Ctx } from '../../platform/ctx.ts';
import type { DiscountKind } from './kind.ts';
import type { Scope } from './offer.ts';
import { findRunning } from './promotion-source.ts';

/** The goods of every promotion that runs now and makes them cheaper; free delivery of everything is none. */
export function promotedGoods(kinds: readonly DiscountKind[]): (ctx: Ctx) => Promise<readonly Scope[]> {
  return async (ctx) => {
    const now = ctx.now();
    const running = await findRunning(ctx, kinds, now);
    return running
      .filter(
        ({ layer, startsAt, endsAt }) => layer !== 'shipping' && startsAt <= now && (endsAt === null || now < endsAt),
      )
      .map(({ scope }) => scope);
  };
}
