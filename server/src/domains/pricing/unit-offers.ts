import type { Named, Rejected } from './explain.ts';
import { fenAwayOf } from './explain.ts';
import type { Goods, Missing, Run } from './kind.ts';
import { hasEnded, hasStarted, type Offer } from './offer.ts';
import type { LinesIn } from './scope-index.ts';
import { type PricedLine, priceUnits, type QuoteLine, type UnitPrice } from './unit-price.ts';

/** What the offers of the layer `unit` make of a cart: its pieces priced, and why the others set no price. */
export type UnitLayer = {
  readonly lines: readonly PricedLine[];
  readonly rejected: readonly Rejected[];
  /** Prices that hold for this cart of SKUs that are not in it: what may be added for little. */
  readonly extras: readonly UnitPrice[];
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
  if (offers.length === 0) return { lines: priceUnits(lines, prices), rejected: [], extras: [] };
  const open = offers.filter((offer) => hasStarted(offer, now) && !hasEnded(offer, now));
  const atList = priceUnits(lines, []);
  const first = open.filter(({ stacking }) => stacking.base === 'list').map((offer) => judge(offer, atList, linesIn));
  const firstPrices = [...prices, ...first.flatMap((one) => one.prices)];
  const afterFirst = priceUnits(lines, firstPrices);
  const second = open
    .filter(({ stacking }) => stacking.base !== 'list')
    .map((offer) => judge(offer, afterFirst, linesIn));
  const priced = priceUnits(lines, [...firstPrices, ...second.flatMap((one) => one.prices)]);
  const judged = new Map([...first, ...second].map((one) => [one.offer, one]));
  const inCart = new Set(lines.map(({ skuId }) => skuId));
  const used = new Set(
    priced.flatMap(({ pieces }) => pieces.flatMap(({ by }) => (by ? [`${by.source} ${by.offerId}`] : []))),
  );
  return {
    lines: priced,
    rejected: offers.flatMap((offer) =>
      used.has(`${offer.source} ${offer.id}`) ? [] : [explain(offer, judged.get(offer), priced, now)],
    ),
    extras: second.flatMap((one) => one.prices).filter(({ skuId }) => !inCart.has(skuId)),
  };
}

type Judged = {
  readonly offer: Offer;
  readonly goods: Goods;
  readonly prices: readonly UnitPrice[];
  readonly missing: Missing | null;
};

function judge(offer: Offer, priced: readonly PricedLine[], linesIn: LinesIn): Judged {
  const { kind, values } = offer.discount;
  const goods = goodsIn(linesIn(offer.scope), priced);
  const terms = goods.runs.length === 0 ? [] : (kind.prices?.(values, goods) ?? []);
  const { id: offerId, source, hint, funder = 'shop' } = offer;
  const said = { label: hint.label, badge: hint.badge, kind: kind.kind, funder };
  const prices = terms.map((one): UnitPrice => ({ source, offerId, ...one, ...said }));
  return { offer, goods, prices, missing: goods.runs.length === 0 ? null : kind.missing(values, goods) };
}

function goodsIn(lines: readonly number[], priced: readonly PricedLine[]): Goods {
  const runs: Run[] = [];
  for (const index of lines) {
    const one = priced[index];
    if (one === undefined) continue;
    const { skuId, productId, listPrice } = one.line;
    for (const { count, unitPrice } of one.pieces)
      runs.push({ line: index, skuId, productId, count, listPrice, unitPrice });
  }
  const pieces = runs.reduce((total, run) => total + run.count, 0);
  const base = runs.reduce((total, run) => total + run.count * run.unitPrice, 0);
  return { base, open: base, pieces, runs, picked: pieces };
}

/** Why it set no price. */
function explain(offer: Offer, judged: Judged | undefined, priced: readonly PricedLine[], now: Date): Rejected {
  if (judged === undefined) {
    return { ...named(offer), reason: hasStarted(offer, now) ? 'ended' : 'not_started', instead: null };
  }
  const { goods, missing, prices } = judged;
  if (goods.runs.length === 0) return { ...named(offer), reason: 'out_of_scope', instead: null };
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
