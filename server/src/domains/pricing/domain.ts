import type { Domain } from '../../platform/domain.ts';
import { plannedOffers } from './calendar.ts';
import { pricingErrors } from './errors.ts';
import { freightRoutes } from './freight/routes.ts';
import { freightForm } from './freight/template.ts';
import type { DiscountKind } from './kind.ts';
import type { OfferSource } from './offer-source.ts';
import { overlapRoutes } from './overlap/routes.ts';
import { pricingPicks } from './picks.ts';
import { promotionForm } from './promotion.ts';
import { adminRoutes } from './routes.admin.ts';

export type { DiscountKind } from './kind.ts';
export { discountKinds } from './kinds.ts';
export { memberPriceSource } from './member-price.ts';
export { promotedGoods } from './promoted.ts';
export { promotionSource } from './promotion-source.ts';
export { promotionsOn } from './promotions-on.ts';

type Ports = { readonly kinds: readonly DiscountKind[]; readonly sources: readonly OfferSource[] };

/** `kinds`: every way of giving money off that promotions may use. `sources`: where goods get cheaper, for seeing what meets on them. */
export function pricing({ kinds, sources }: Ports): Domain {
  return {
    name: 'pricing',
    routes: [...adminRoutes(kinds), ...freightRoutes, ...overlapRoutes(sources)],
    plans: async (ctx, window) => ({ planned: await plannedOffers(ctx, sources, window) }),
    errors: pricingErrors,
    picks: pricingPicks,
    forms: {
      'pricing.freight_template': freightForm,
      ...Object.fromEntries(kinds.map((kind) => [`pricing.${kind.kind}`, promotionForm(kind)])),
    },
  };
}
