import type { Goods, Run } from './kind.ts';
import { inScope, type Offer, offerLayers, type Stacking } from './offer.ts';
import type { PricedLine } from './unit-price.ts';

/**
 * What a cart amounts to before any offer, by part: pieces of one line that every offer treats alike. A line is one part
 * unless its pieces have different prices or an offer picks some of them. Laid out once a quote, as the search reads it
 * a thousand times.
 */
export type CartAmounts = {
  readonly lines: readonly PricedLine[];
  readonly parts: readonly Run[];
  readonly list: readonly number[];
  readonly unit: readonly number[];
  readonly unitGoods: number;
  /** Some line has more than one part. */
  readonly split: boolean;
};

/** An offer laid over the parts of one cart: everything the search needs that does not change while it searches. */
export type Candidate = {
  readonly offer: Offer;
  readonly stacking: Stacking;
  /** Indexes of the lines in its scope. */
  readonly lines: readonly number[];
  /** Indexes of the parts it touches. */
  readonly touches: readonly number[];
  /** What condition and percent look at, by part; null when that is the amount still to pay. */
  readonly bases: readonly number[] | null;
  /** The sum of what it looks at before any other offer. */
  readonly firstBase: number;
  /** It can never save more than this, whatever else is used; 0 when no step is in reach. */
  readonly ceiling: number;
  /** What its kind looks at. One object a candidate, its amounts set anew for each question: there are thousands a quote. */
  readonly goods: { -readonly [K in keyof Goods]: Goods[K] };
};

/** The offers over the cart. `maxShipping`: the fee that a free-shipping offer could take away at most. */
export function layOut(
  priced: readonly PricedLine[],
  offers: readonly Offer[],
  maxShipping: number,
): { readonly cart: CartAmounts; readonly candidates: readonly Candidate[] } {
  const runs = runsOf(priced);
  const laid = offers.map((offer) => lay(offer, priced, runs));
  const cuts = cutsOf(laid, runs);
  const parts = cuts === null ? runs : cut(runs, cuts);
  const cart: CartAmounts = {
    lines: priced,
    parts,
    list: parts.map((part) => part.count * part.listPrice),
    unit: parts.map((part) => part.count * part.unitPrice),
    unitGoods: priced.reduce((sum, line) => sum + line.unitAmount, 0),
    split: parts.length > priced.length,
  };
  return { cart, candidates: laid.map((one) => prepare(one, runs, cuts, cart, maxShipping)) };
}

/** `picked`: how many pieces of each run in scope it falls on; null when on all. */
type Laid = {
  readonly offer: Offer;
  readonly lines: readonly number[];
  readonly inside: readonly number[];
  readonly picked: readonly number[] | null;
};

function runsOf(priced: readonly PricedLine[]): Run[] {
  const runs: Run[] = [];
  for (const [line, { line: facts, pieces }] of priced.entries()) {
    const { skuId, listPrice } = facts;
    for (const { count, unitPrice } of pieces) runs.push({ line, skuId, count, listPrice, unitPrice });
  }
  return runs;
}

function lay(offer: Offer, priced: readonly PricedLine[], runs: readonly Run[]): Laid {
  const lines: number[] = [];
  for (let index = 0; index < priced.length; index += 1) {
    const one = priced[index];
    if (one !== undefined && inScope(offer.scope, one.line)) lines.push(index);
  }
  const inside =
    runs.length === priced.length ? lines : [...runs.keys()].filter((at) => lines.includes(runs[at]?.line ?? -1));
  const { kind, values } = offer.discount;
  const picked = kind.picks?.(values, pickFrom(runs, inside)) ?? null;
  return { offer, lines, inside, picked };
}

/**
 * Where runs have to be cut, by run: an offer that picks k pieces takes the last k, so each k is one cut. Null when no
 * offer picks, which is nearly always.
 */
function cutsOf(laid: readonly Laid[], runs: readonly Run[]): readonly (readonly number[])[] | null {
  if (laid.every(({ picked }) => picked === null)) return null;
  const cuts = runs.map(() => new Set<number>());
  for (const { inside, picked } of laid) {
    for (const [at, index] of inside.entries()) {
      const [count, taken] = [runs[index]?.count ?? 0, picked?.[at] ?? 0];
      if (taken > 0 && taken < count) cuts[index]?.add(taken);
    }
  }
  return cuts.map((some) => [...some].sort((a, b) => b - a));
}

/** `cuts`: descending, counted from the end. */
function cut(runs: readonly Run[], cuts: readonly (readonly number[])[]): Run[] {
  return runs.flatMap((run, index) => {
    const ends = [run.count, ...(cuts[index] ?? []), 0];
    return ends.slice(1).map((end, at) => ({ ...run, count: (ends[at] ?? 0) - end }));
  });
}

function prepare(
  { offer, lines, inside, picked }: Laid,
  runs: readonly Run[],
  cuts: readonly (readonly number[])[] | null,
  cart: CartAmounts,
  maxShipping: number,
): Candidate {
  const touches = cuts === null && picked === null ? inside : touchedParts(inside, picked, runs, cuts ?? []);
  const { base } = offer.stacking;
  const firstBase = sumAt(base === 'list' ? cart.list : cart.unit, touches);
  const open = offer.layer === 'shipping' ? maxShipping : aboveFloor(offer.stacking, sumAt(cart.unit, touches));
  const scoped = inside.length === runs.length ? runs : pickFrom(runs, inside);
  let pieces = 0;
  for (const run of scoped) pieces += run.count;
  const goods = { base: firstBase, open, pieces, runs: scoped, picked: picked === null ? pieces : sum(picked) };
  const ceiling = capped(offer.stacking, offer.discount.kind.ceiling(offer.discount.values, goods));
  const bases = base === 'current' ? null : cart[base];
  return { offer, stacking: offer.stacking, lines, touches, bases, firstBase, ceiling, goods };
}

/** The parts that make up the last `picked` pieces of each run. */
function touchedParts(
  inside: readonly number[],
  picked: readonly number[] | null,
  runs: readonly Run[],
  cuts: readonly (readonly number[])[],
): number[] {
  const firstPart: number[] = [];
  let parts = 0;
  for (const index of runs.keys()) {
    firstPart.push(parts);
    parts += 1 + (cuts[index]?.length ?? 0);
  }
  return inside.flatMap((index, at) => {
    const taken = picked === null ? (runs[index]?.count ?? 0) : (picked[at] ?? 0);
    const ends = [runs[index]?.count ?? 0, ...(cuts[index] ?? [])];
    return ends.flatMap((end, place) => (end <= taken ? [(firstPart[index] ?? 0) + place] : []));
  });
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function pickFrom(runs: readonly Run[], indexes: readonly number[]): Run[] {
  const picked: Run[] = [];
  for (const index of indexes) {
    const run = runs[index];
    if (run !== undefined) picked.push(run);
  }
  return picked;
}

/** Its goods as they stand now: `left` is what each part still costs, `fee` what is left of the shipping fee. */
export function goodsAt(candidate: Candidate, left: readonly number[], fee: number): Goods {
  const { goods, bases, touches, offer, stacking, firstBase } = candidate;
  goods.base = bases === null ? sumAt(left, touches) : firstBase;
  if (offer.layer === 'shipping') goods.open = fee;
  else goods.open = aboveFloor(stacking, bases === null ? goods.base : sumAt(left, touches));
  return goods;
}

/** What it saves of these goods; `goodsAt` says which. */
export function savingOf({ offer: { discount }, stacking, goods }: Candidate): number {
  return capped(stacking, discount.kind.savings(discount.values, goods));
}

/** The most it can save of these goods, whatever is used besides: bases and what is left only ever shrink. */
export function ceilingOf({ offer: { discount }, stacking, goods }: Candidate): number {
  return capped(stacking, discount.kind.ceiling(discount.values, goods));
}

function capped({ cap }: Stacking, saving: number): number {
  return cap !== undefined && cap !== null && cap < saving ? cap : saving;
}

function aboveFloor({ floor }: Stacking, open: number): number {
  return floor === undefined || floor === null ? open : Math.max(0, open - floor);
}

/** Nothing is ever worth more than before any discount, so an offer that saves nothing there never will. */
export function canSave(candidate: Candidate): boolean {
  return candidate.touches.length > 0 && candidate.ceiling > 0;
}

/** The order in which offers are taken off: layer, then priority (high first), then id. */
export function inApplicationOrder(a: Candidate, b: Candidate): number {
  const layer = offerLayers.indexOf(a.offer.layer) - offerLayers.indexOf(b.offer.layer);
  const priority = b.offer.stacking.priority - a.offer.stacking.priority;
  return layer || priority || (a.offer.id < b.offer.id ? -1 : 1);
}

export function sumAt(amounts: readonly number[], indexes: readonly number[]): number {
  let sum = 0;
  for (const index of indexes) sum += amounts[index] ?? 0;
  return sum;
}
