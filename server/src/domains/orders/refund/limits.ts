import type { Ctx } from '../../../platform/ctx.ts';
import { formatYuan } from '../../../platform/money.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { orderErrors } from '../errors.ts';

/**
 * How far an operator may go alone, counted over all that an order gives back, so that many small ones are no way around
 * it. Throws `orders.refund_over_limit`. Answers whether a second one must agree. Fen.
 */
export async function judgeLimits(ctx: Ctx, total: number): Promise<{ readonly needsTwo: boolean }> {
  if (ctx.actor.kind !== 'operator') return { needsTwo: false };
  const { operatorMost, secondFrom } = (await getSetting(ctx, shopSettings)).refunds;
  if (ctx.actor.role !== 'owner' && operatorMost !== null && total > operatorMost)
    throw orderErrors.error('refund_over_limit', { most: formatYuan(operatorMost) });
  return { needsTwo: secondFrom !== null && total >= secondFrom };
}

/** Who agrees by now. Throws `orders.refund_needs_second` when the same one would be the second. */
export function agreedBy(ctx: Ctx, before: readonly string[], needsTwo: boolean): readonly string[] {
  if (ctx.actor.kind !== 'operator') return before;
  const { id } = ctx.actor;
  if (before.includes(id) && needsTwo) throw orderErrors.error('refund_needs_second');
  return [...new Set([...before, id])];
}
