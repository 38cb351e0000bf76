import type { Offer } from '../offer.ts';
import type { Met } from '../price-only.ts';
import { goodsFor } from './promising.ts';

/** Numbers of pieces that are looked at together; savings of the most of them over the fewest bound all between. */
type Carts = { readonly from: number; readonly to: number };

/** Up to a dozen each by itself, then in steps of a twentieth: up to two hundred pieces. */
const CARTS: readonly Carts[] = stepsTo(200);
/** What sums of parts of a fen may be wrong by. */
const HAIR = 1e-6;
/** Prices that are looked at together lie so close. */
const CLOSE = 1.02;

/**
 * No cart of these goods, at whatever moment, brings a piece below this many fen: the lowest price that any piece could have, less
 * the most that each group of rivals could save of it. What offers save at most is asked once for all goods of about one price.
 */
export function createBound(): (met: Met, most: number) => number {
  const known = new Map<string, number>();
  return (met, most) => {
    const { lowest, highest } = pricesIn(met, most);
    const steps = [highest, met.line.listPrice].map(stepOf);
    // What names its goods itself may save of each of them otherwise.
    const own = met.offers.some(({ discount }) => discount.kind.goods) ? met.line.skuId : '';
    const key = `${own} ${steps.join(' ')} ${most} ${met.offers.map(({ source, id }) => `${source} ${id}`).join()}`;
    const off = known.get(key) ?? mostOff(met, steps.map(topOf), most);
    known.set(key, off);
    return lowest - off - HAIR;
  };
}

function stepOf(price: number): number {
  return Math.floor(Math.log(Math.max(1, price)) / Math.log(CLOSE));
}

/** No price of this step is above it. */
function topOf(step: number): number {
  return Math.ceil(CLOSE ** (step + 1)) + 1;
}

/** The most that all groups could take off a piece together, of the number of pieces at which that is most. */
function mostOff(met: Met, [current = 0, list = 0]: readonly number[], most: number): number {
  const carts = CARTS.filter(({ from }) => from <= most);
  const groups = new Map<string, number[]>();
  for (const offer of met.offers) {
    if (offer.layer === 'unit') continue;
    const { group, base } = offer.stacking;
    const best = groups.get(group) ?? carts.map(() => 0);
    groups.set(group, best);
    for (const [at, saving] of savingsAt(offer, met, base === 'list' ? list : current, carts).entries())
      best[at] = Math.max(best[at] ?? 0, saving);
  }
  const together = carts.map((_, at) => [...groups.values()].reduce((sum, best) => sum + (best[at] ?? 0), 0));
  return Math.max(0, ...together);
}

/** What it saves a piece at most, by the number of pieces. */
function savingsAt(offer: Offer, { line }: Met, price: number, carts: readonly Carts[]): readonly number[] {
  const { discount, stacking } = offer;
  const { kind, values } = discount;
  return carts.map(({ from, to }) => {
    const most = kind.ceiling(values, goodsFor(offer, { ...line, listPrice: price }, to));
    return Math.min(most, stacking.cap ?? most) / from;
  });
}

/** The lowest price that a piece could have, and what each costs at most: prices of rules may end, or want a threshold. */
function pricesIn({ line, offers, prices }: Met, most: number): { readonly lowest: number; readonly highest: number } {
  let [lowest, highest] = [line.listPrice, line.listPrice];
  for (const { price, most: pieces } of prices) {
    lowest = Math.min(lowest, price);
    if (pieces === null) highest = Math.min(highest, price);
  }
  for (const offer of offers) {
    if (offer.layer !== 'unit') continue;
    const { kind, values } = offer.discount;
    for (const { skuId, price } of kind.prices?.(values, goodsFor(offer, line, most)) ?? [])
      if (skuId === line.skuId) lowest = Math.min(lowest, price);
  }
  return { lowest, highest };
}

function stepsTo(most: number): Carts[] {
  const steps: Carts[] = [];
  for (let from = 1; from <= most; ) {
    const to = Math.min(most, from < 12 ? from : Math.floor(from * 1.05));
    steps.push({ from, to });
    from = to + 1;
  }
  return steps;
}
