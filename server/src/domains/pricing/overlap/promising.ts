import type { Goods, Missing } from '../kind.ts';
import type { Offer } from '../offer.ts';
import type { QuoteLine } from '../unit-price.ts';

/** Of offers that hold each other back and are alike otherwise, so many. */
const RIVALS = 3;

/**
 * Those of these offers that could be used for so many pieces of one SKU: of each group of rivals the few that could save most.
 * A shop with a hundred rules for everything asks the engine about a handful of them.
 */
export function promising(live: readonly Offer[], line: QuoteLine, quantity: number): readonly Offer[] {
  const groups = new Map<string, { readonly offer: Offer; readonly most: number }[]>();
  const kept: Offer[] = [];
  for (const offer of live) {
    const { group, exclusive, notWith, cap } = offer.stacking;
    if (offer.layer === 'unit') kept.push(offer);
    else {
      const { kind, values } = offer.discount;
      const most = Math.min(kind.ceiling(values, goodsFor(offer, line, quantity)), cap ?? Number.MAX_SAFE_INTEGER);
      const key = `${group} ${exclusive} ${notWith ?? ''}`;
      const rivals = groups.get(key);
      if (rivals) rivals.push({ offer, most });
      else groups.set(key, [{ offer, most }]);
    }
  }
  for (const rivals of groups.values()) {
    rivals.sort((a, b) => b.most - a.most);
    for (const { offer, most } of rivals.slice(0, RIVALS)) if (most > 0) kept.push(offer);
  }
  return kept;
}

/** What is missing to the next step of each of these, with so many pieces at the list price. */
export function missingOf(live: readonly Offer[], line: QuoteLine, quantity: number): Missing[] {
  return live.flatMap((offer) => {
    const { kind, values } = offer.discount;
    return kind.missing(values, goodsFor(offer, line, quantity)) ?? [];
  });
}

/** So many pieces of it at its list price, as a kind sees them. */
export function goodsFor(
  { discount: { kind, values } }: Offer,
  { skuId, productId, listPrice }: QuoteLine,
  quantity: number,
): Goods {
  const run = { line: 0, skuId, productId, count: quantity, listPrice, unitPrice: listPrice };
  const [picked = quantity] = kind.picks?.(values, [run], [0]) ?? [quantity];
  const base = picked * listPrice;
  return { base, open: base, pieces: quantity, runs: [run], picked };
}
