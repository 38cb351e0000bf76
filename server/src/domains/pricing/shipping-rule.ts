import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import type { ShippingRule } from './shipping.ts';

/** The shop's shipping terms in force. The free threshold looks at what is left to pay for goods after all discounts. */
export async function readShippingRule(ctx: Ctx): Promise<ShippingRule> {
  const { shipping } = await getSetting(ctx, shopSettings);
  return { ...shipping, base: 'current' };
}
