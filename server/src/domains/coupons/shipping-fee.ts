import type { Ctx } from '../../platform/ctx.ts';
import { readShippingRule } from '../pricing/index.ts';
import type { Terms } from './coupon.ts';

/** The shop's fee where one of these coupons takes it off, else 0 without asking. */
export async function shippingFeeOf(ctx: Ctx, terms: readonly Pick<Terms, 'discount'>[]): Promise<number> {
  if (!terms.some(({ discount }) => discount.kind === 'free_shipping')) return 0;
  return (await readShippingRule(ctx)).fee;
}
