import type { Named, Rejected } from './explain.ts';
import { fenAwayOf } from './explain.ts';
import type { Goods, Run } from './kind.ts';
import { hasEnded, hasStarted, type Offer } from './offer.ts';
import type { LinesIn } from './scope-index.ts';
import { type PricedLine, priceUnits, type QuoteLine, type UnitPrice } from './unit-price.ts';

/** What the offers of the layer `unit` make of a cart: its pieces priced, and why the others set no price. */
export type UnitLayer = {
  readonly lines: readonly PricedLine[];
  /** Prices that hold for this cart of SKUs that are not in it: what may be added for little. */
  readonly extras: readonly UnitPrice[];
  /** Asked by those who tell it. */
  readonly explainRejected: () => readonly Rejected[];
};

/**
 * The first layer: prices that sources tell, and prices that rules set. Rules that look at list prices come first; those
 * that look at what pieces cost after these (加价购) second, so that what one of them asks for never hangs on another.
 */
export function priceLayer(
  lines: readonly QuoteLine[],
  prices: readonly UnitPrice[],
  offers: readonly Offer[],
  now: Date,
  linesIn: LinesIn,
): UnitLayer {
  if (offers.length === 0) return { lines: priceUnits(lines, prices), extras: [], explainRejected: () => [] };
  const open = offers.filter((offer) => hasStarted(offer, now) && !hasEnded(offer, now));
  const first = judgeAll(open.filter(looksAtList), lines.map(atListPrice), linesIn);
  const firstPrices = [...prices, ...first.flatMap((one) => one.prices)];
  const afterFirst = priceUnits(lines, firstPrices);
  const second = judgeAll(
    open.filter((offer) => !looksAtList(offer)),
    afterFirst,
    linesIn,
  );
  const more = second.flatMap((one) => one.prices);
  const priced = more.length === 0 ? afterFirst : priceUnits(lines, [...firstPrices, ...more]);
  const inCart = new Set(lines.map(({ skuId }) => skuId));
  return {
    lines: priced,
    extras: more.filter(({ skuId }) => !inCart.has(skuId)),
    explainRejected: () => explainAll(offers, [...first, ...second], priced, now),
  };
}

function looksAtList({ stacking }: Offer): boolean {
  return stacking.base === 'list';
}

type Judged = { readonly offer: Offer; readonly goods: Goods; readonly prices: readonly UnitPrice[] };

/** Rules that are for the same goods share them. */
function judgeAll(offers: readonly Offer[], priced: readonly Priced[], linesIn: LinesIn): Judged[] {
  const known = new Map<readonly number[], Goods>();
  return offers.map((offer) => {
    const lines = linesIn(offer.scope);
    const goods = known.get(lines) ?? goodsIn(lines, priced);
    known.set(lines, goods);
    return { offer, goods, prices: goods.runs.length === 0 ? [] : pricesBy(offer, goods) };
  });
}

function pricesBy({ id: offerId, source, hint, funder = 'shop', discount }: Offer, goods: Goods): UnitPrice[] {
  const { label, badge } = hint;
  const { kind, values } = discount;
  const terms = kind.prices?.(values, goods) ?? [];
  return terms.map(({ skuId, price, most }) => ({
    source,
    offerId,
    skuId,
    price,
    most,
    label,
    badge,
    kind: kind.kind,
    funder,
  }));
}

type Priced = Pick<PricedLine, 'line' | 'pieces'>;

function atListPrice(line: QuoteLine): Priced {
  return { line, pieces: [{ count: line.quantity, unitPrice: line.listPrice, by: null }] };
}

function goodsIn(lines: readonly number[], priced: readonly Priced[]): Goods {
  const runs: Run[] = [];
  let [pieces, base] = [0, 0];
  for (const index of lines) {
    const one = priced[index];
    if (one === undefined) continue;
    const { skuId, productId, listPrice } = one.line;
    for (const { count, unitPrice } of one.pieces) {
      runs.push({ line: index, skuId, productId, count, listPrice, unitPrice });
      pieces += count;
      base += count * unitPrice;
    }
  }
  return { base, open: base, pieces, runs, picked: pieces };
}

function explainAll(
  offers: readonly Offer[],
  all: readonly Judged[],
  priced: readonly PricedLine[],
  now: Date,
): Rejected[] {
  const judged = new Map(all.map((one) => [one.offer, one]));
  const used = new Set(
    priced.flatMap(({ pieces }) => pieces.flatMap(({ by }) => (by ? [`${by.source} ${by.offerId}`] : []))),
  );
  return offers.flatMap((offer) =>
    used.has(`${offer.source} ${offer.id}`) ? [] : [explain(offer, judged.get(offer), priced, now)],
  );
}

/** Why it set no price. */
function explain(offer: Offer, judged: Judged | undefined, priced: readonly PricedLine[], now: Date): Rejected {
  if (judged === undefined) {
    return { ...named(offer), reason: hasStarted(offer, now) ? 'ended' : 'not_started', instead: null };
  }
  const { goods, prices } = judged;
  if (goods.runs.length === 0) return { ...named(offer), reason: 'out_of_scope', instead: null };
  const missing = offer.discount.kind.missing(offer.discount.values, goods);
  if (missing !== null) {
    const fenAway = fenAwayOf(missing, goods);
    return { ...named(offer), missing, fenAway, reason: 'below_threshold', instead: null };
  }
  const met = priced.filter(({ line }) => prices.some(({ skuId }) => skuId === line.skuId));
  if (met.length === 0) return { ...named(offer), reason: 'not_chosen', instead: null };
  const instead = met.flatMap(({ pieces }) => pieces.flatMap(({ by }) => by?.offerId ?? []))[0] ?? null;
  return { ...named(offer), reason: 'not_best', instead };
}

function named({ id: offerId, source, layer, automatic, hint, scope }: Offer): Named {
  const { label, badge } = hint;
  return { offerId, source, layer, automatic, label, badge, scope, missing: null, fenAway: 0 };
}
