import { dearestFirst, type Goods, type Run } from './kind.ts';
import { type Offer, offerLayers, type Stacking } from './offer.ts';
import type { LinesIn } from './scope-index.ts';
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
  /** Of each line its parts. */
  readonly partsOf: readonly (readonly number[])[];
  /** How many different sets of parts the offers touch. */
  readonly touchSets: number;
};

/** Parts of a cart that offers touch, ascending; `set` numbers them. What they cost before any offer, and how many pieces they are. */
export type Touches = {
  readonly set: number;
  readonly parts: readonly number[];
  readonly list: number;
  readonly unit: number;
  readonly pieces: number;
};

/** An offer laid over the parts of one cart: everything the search needs that does not change while it searches. */
export type Candidate = {
  readonly offer: Offer;
  /** Its place in the order in which offers are taken off: layer, then priority (high first), then id. */
  readonly rank: number;
  readonly stacking: Stacking;
  /** Indexes of the lines in its scope. */
  readonly lines: readonly number[];
  /** What it touches; offers that touch the same share it. */
  readonly touches: Touches;
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
  linesIn: LinesIn,
): { readonly cart: CartAmounts; readonly candidates: readonly Candidate[] } {
  const runs = runsOf(priced);
  const laid = layAll(offers, runs, linesIn);
  const { parts, starts } = cut(runs, cutsOf(laid, runs));
  const partsOf = priced.map((): number[] => []);
  for (let at = 0; at < parts.length; at += 1) partsOf[parts[at]?.line ?? 0]?.push(at);
  const list = parts.map((part) => part.count * part.listPrice);
  const unit = parts.map((part) => part.count * part.unitPrice);
  const unitGoods = priced.reduce((sum, line) => sum + line.unitAmount, 0);
  const { touchesOf, sets } = touchesIn(parts, starts, { list, unit });
  const ranks = ranksOf(laid);
  const candidates = laid.map((one, at) => prepare(one, ranks[at] ?? 0, touchesOf(one), { list, unit }, maxShipping));
  return { cart: { lines: priced, parts, list, unit, unitGoods, partsOf, touchSets: sets() }, candidates };
}

/** The runs in a scope, by index and as they are: rules for the same goods share them. */
type Inside = {
  readonly lines: readonly number[];
  readonly at: readonly number[];
  readonly runs: readonly Run[];
  readonly pieces: number;
  /** Dearest first; found for the first rule that picks. */
  laid: readonly number[] | null;
};

/** `picked`: how many pieces of each run in scope it falls on; null when on all. */
type Laid = { readonly offer: Offer; readonly inside: Inside; readonly picked: readonly number[] | null };

function runsOf(priced: readonly PricedLine[]): Run[] {
  const runs: Run[] = [];
  for (const [line, { line: facts, pieces }] of priced.entries()) {
    const { skuId, productId, listPrice } = facts;
    for (const { count, unitPrice } of pieces) runs.push({ line, skuId, productId, count, listPrice, unitPrice });
  }
  return runs;
}

function layAll(offers: readonly Offer[], runs: readonly Run[], linesIn: LinesIn): Laid[] {
  const known = new Map<readonly number[], Inside>();
  return offers.map((offer) => {
    const lines = linesIn(offer.scope);
    const inside = known.get(lines) ?? insideOf(lines, runs);
    known.set(lines, inside);
    const { kind, values } = offer.discount;
    if (!kind.picks) return { offer, inside, picked: null };
    inside.laid ??= dearestFirst(inside.runs);
    return { offer, inside, picked: kind.picks(values, inside.runs, inside.laid) };
  });
}

function insideOf(lines: readonly number[], runs: readonly Run[]): Inside {
  const at: number[] = [];
  const found: Run[] = [];
  // both stand in the order of lines
  let [next, pieces] = [0, 0];
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index];
    if (run === undefined) continue;
    while ((lines[next] ?? run.line) < run.line) next += 1;
    if (lines[next] !== run.line) continue;
    at.push(index);
    found.push(run);
    pieces += run.count;
  }
  return { lines, at, runs: found, pieces, laid: null };
}

/** Where runs have to be cut, by run and counted from the end, descending: an offer that picks k pieces takes the last k. */
function cutsOf(laid: readonly Laid[], runs: readonly Run[]): readonly (readonly number[])[] {
  const cuts = runs.map((): number[] => []);
  for (const { inside, picked } of laid) {
    if (picked === null) continue;
    for (let place = 0; place < picked.length; place += 1) {
      const taken = picked[place] ?? 0;
      if (taken === 0 || taken === inside.runs[place]?.count) continue;
      const cut = cuts[inside.at[place] ?? 0];
      if (cut && !cut.includes(taken)) cut.push(taken);
    }
  }
  for (const some of cuts) if (some.length > 1) some.sort((a, b) => b - a);
  return cuts;
}

/** The parts, and where those of each run begin. */
function cut(runs: readonly Run[], cuts: readonly (readonly number[])[]) {
  const parts: Run[] = [];
  const starts: number[] = [];
  for (const [index, run] of runs.entries()) {
    starts.push(parts.length);
    let end = run.count;
    for (const next of cuts[index] ?? []) {
      parts.push(some(run, end - next));
      end = next;
    }
    parts.push(end === run.count ? run : some(run, end));
  }
  starts.push(parts.length);
  return { parts, starts };
}

/** So many of its pieces. Spelled out: spreading costs as much as all the rest of the cut. */
function some({ line, skuId, productId, listPrice, unitPrice }: Run, count: number): Run {
  return { line, skuId, productId, count, listPrice, unitPrice };
}

/** What each offer touches; those that fall on all goods of one scope, or pick the same of them, touch the same. */
function touchesIn(parts: readonly Run[], starts: readonly number[], { list, unit }: Amounts) {
  const all = new Map<Inside, Touches>();
  const known = new Map<Inside, Map<string, Touches>>();
  let sets = 0;
  return { touchesOf, sets: () => sets };

  function touchesOf({ inside, picked }: Laid): Touches {
    if (picked === null) {
      const touches = all.get(inside) ?? touch(inside, null);
      all.set(inside, touches);
      return touches;
    }
    const same = known.get(inside) ?? new Map<string, Touches>();
    known.set(inside, same);
    const key = picked.join();
    const touches = same.get(key) ?? touch(inside, picked);
    same.set(key, touches);
    return touches;
  }

  function touch(inside: Inside, picked: readonly number[] | null): Touches {
    const touched = touchedParts(inside, picked, parts, starts);
    const pieces = picked === null ? inside.pieces : sum(picked);
    sets += 1;
    return { set: sets - 1, parts: touched, list: sumAt(list, touched), unit: sumAt(unit, touched), pieces };
  }
}

/** The parts that make up the last `picked` pieces of each run: cuts were made so that this many can be had. */
function touchedParts(
  { at, runs }: Inside,
  picked: readonly number[] | null,
  parts: readonly Run[],
  starts: readonly number[],
): number[] {
  const touched: number[] = [];
  for (let place = 0; place < at.length; place += 1) {
    const index = at[place] ?? 0;
    const end = starts[index + 1] ?? 0;
    let left = runs[place]?.count ?? 0;
    const taken = picked === null ? left : (picked[place] ?? 0);
    for (let part = starts[index] ?? end; part < end; part += 1) {
      if (left <= taken) touched.push(part);
      left -= parts[part]?.count ?? 0;
    }
  }
  return touched;
}

type Amounts = Pick<CartAmounts, 'list' | 'unit'>;

function prepare(
  { offer, inside: { lines, runs, pieces } }: Laid,
  rank: number,
  touches: Touches,
  amounts: Amounts,
  maxShipping: number,
): Candidate {
  const { stacking, discount } = offer;
  const { base } = stacking;
  const firstBase = base === 'list' ? touches.list : touches.unit;
  const open = offer.layer === 'shipping' ? maxShipping : aboveFloor(stacking, touches.unit);
  const goods = { base: firstBase, open, pieces, runs, picked: touches.pieces };
  const ceiling = capped(stacking, discount.kind.ceiling(discount.values, goods));
  const bases = base === 'current' ? null : amounts[base];
  return { offer, rank, stacking, lines, touches, bases, firstBase, ceiling, goods };
}

function sum(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/** Its goods as they stand now: `left` is what the parts it touches still cost, `fee` what is left of the shipping fee. */
export function goodsAt(candidate: Candidate, left: number, fee: number): Goods {
  const { goods, bases, offer, stacking, firstBase } = candidate;
  goods.base = bases === null ? left : firstBase;
  goods.open = offer.layer === 'shipping' ? fee : aboveFloor(stacking, left);
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
  return candidate.touches.parts.length > 0 && candidate.ceiling > 0;
}

/** Of each offer its place in the order in which they are taken off: layer, then priority (high first), then id. */
function ranksOf(laid: readonly Laid[]): readonly number[] {
  const places = laid.map(({ offer: { layer, stacking, id } }, at) => {
    return { at, layer: offerLayers.indexOf(layer), priority: stacking.priority, id };
  });
  places.sort((a, b) => a.layer - b.layer || b.priority - a.priority || (a.id < b.id ? -1 : 1));
  const ranks = laid.map(() => 0);
  for (let rank = 0; rank < places.length; rank += 1) ranks[places[rank]?.at ?? 0] = rank;
  return ranks;
}

export function sumAt(amounts: readonly number[], indexes: readonly number[]): number {
  let sum = 0;
  for (const index of indexes) sum += amounts[index] ?? 0;
  return sum;
}
