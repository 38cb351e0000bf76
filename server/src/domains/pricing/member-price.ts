import { words } from '@huoshui/contracts/words';
import type { OfferSource } from './offer-source.ts';
import type { QuoteLine, UnitPrice } from './unit-price.ts';

/** The name under which the member price stands among the offers. */
export const memberPriceId = 'member_price';

/** What members pay for a piece, where the catalogue has a price for them. */
export const memberPriceSource: OfferSource = {
  name: memberPriceId,
  find: async (_ctx, { lines }) => ({ prices: memberPrices(lines) }),
  during: async () => ({ prices: memberPrices }),
};

export function memberPrices(lines: readonly QuoteLine[]): UnitPrice[] {
  return lines.flatMap(({ skuId, memberPrice: price }) =>
    price === null
      ? []
      : [{ source: memberPriceId, offerId: memberPriceId, skuId, price, most: null, label: badge, badge }],
  );
}

const badge = words('会员价', 'Member price');
