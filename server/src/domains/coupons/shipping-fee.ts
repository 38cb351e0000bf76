import type { Ctx } from '../../platform/ctx.ts';
import { freight } from '../pricing/index.ts';
import type { ShippingCost, Terms } from './coupon.ts';

/** What a fee costs where one of these coupons takes it off, else nothing without asking. */
export async function shippingFeeOf(ctx: Ctx, terms: readonly Pick<Terms, 'discount'>[]): Promise<ShippingCost> {
  if (!terms.some(({ discount }) => discount.kind === 'free_shipping')) return { usual: 0, most: 0 };
  return freight.most(ctx);
}
