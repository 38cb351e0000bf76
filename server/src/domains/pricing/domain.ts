import type { Domain } from '../../platform/domain.ts';
import { pricingErrors } from './errors.ts';
import { freightPicks } from './freight/picks.ts';
import { freightRoutes } from './freight/routes.ts';
import { freightForm } from './freight/template.ts';
import type { DiscountKind } from './kind.ts';
import { promotionForm } from './promotion.ts';
import { adminRoutes } from './routes.admin.ts';

export type { DiscountKind } from './kind.ts';
export { discountKinds } from './kinds.ts';
export { memberPriceSource } from './member-price.ts';
export { promotedGoods } from './promoted.ts';
export { promotionSource } from './promotion-source.ts';

/** `kinds`: every way of giving money off that promotions may use. */
export function pricing({ kinds }: { readonly kinds: readonly DiscountKind[] }): Domain {
  return {
    name: 'pricing',
    routes: [...adminRoutes(kinds), ...freightRoutes],
    errors: pricingErrors,
    picks: freightPicks,
    forms: {
      'pricing.freight_template': freightForm,
      ...Object.fromEntries(kinds.map((kind) => [`pricing.${kind.kind}`, promotionForm(kind)])),
    },
  };
}
