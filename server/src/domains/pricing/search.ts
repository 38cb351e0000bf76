import { type Candidate, type CartAmounts, ceilingOf, goodsAt, savingOf, sumAt, type Touches } from './candidate.ts';
import { areRivals } from './offer.ts';
import { comparePreference, withoutTwins } from './preference.ts';
import { type ShippingRule, shippingFee } from './shipping.ts';
import { type Nest, nestOf, spreadNested } from './spread.ts';

/** One offer in use: its saving, and for goods how it falls on the lines (by part of the cart) and what it looked at there. */
export type Used = {
  readonly candidate: Candidate;
  readonly saving: number;
  readonly shares: readonly number[] | null;
  readonly looksAt: readonly number[] | null;
};

export type Combination = { readonly used: readonly Used[]; readonly complete: boolean };

/** How many sets are looked at before the best seen is taken: keeps a quote below 1 ms even where 50 offers all stack. */
const BUDGET = 1000;

/** Amounts are never below zero. */
const UNKNOWN = -1;

/** A set of offers as a chain, in the order in which they are taken off. */
type Node = {
  readonly parent: Node | null;
  readonly candidate: Candidate | null;
  readonly position: number;
  readonly saving: number;
  readonly goods: number;
  readonly shippingSaving: number;
  readonly cost: number;
  /** How many of them are not automatic. */
  readonly spent: number;
  /** Nothing that is added to this set makes it cost less than this. */
  readonly floor: number;
};

/**
 * The cheapest allowed combination: depth-first over the offers in application order, cheapest child first, cut where
 * even the most that the groups still free could save does not reach the best found. Savings are computed for every set
 * looked at, the spread over lines only for sets that are built on.
 */
export function searchBest(
  cart: CartAmounts,
  candidates: readonly Candidate[],
  shipping: ShippingRule | null,
): Combination {
  const ordered = withoutWayGivers(withoutTwins(candidates).sort((a, b) => a.rank - b.rank));
  const { groupAt, groupCount, rivalsElsewhere } = rivalGroups(ordered);
  const taken = Array.from({ length: groupCount }, () => false);
  const barred = ordered.map(() => 0);
  const fullFee = shipping?.fee ?? 0;
  const feeOf = (goods: number) => shippingFee(shipping, { unit: cart.unitGoods, current: goods });
  const nests: (Nest | null | undefined)[] = [];
  // One memory each for all sets: there are dozens a quote, and thousands of quotes a second.
  const most = { goods: taken.map(() => 0), shipping: taken.map(() => 0) };
  const sums = Array.from({ length: cart.touchSets }, () => UNKNOWN);
  const lefts: number[][] = [cart.unit.slice()];
  let budget = BUDGET;

  let best: Node = {
    parent: null,
    candidate: null,
    position: -1,
    saving: 0,
    goods: cart.unitGoods,
    shippingSaving: 0,
    cost: cart.unitGoods + feeOf(cart.unitGoods),
    spent: 0,
    floor: 0,
  };
  build(best, 0);
  return { used: allocate(), complete: budget > 0 };

  /** `depth`: how many offers there are in it; of that depth is also what they leave. */
  function build(on: Node, depth: number): void {
    const left = lefts[depth] ?? cart.unit;
    const children = childrenOf(on, left);
    for (const child of children) if (isBetter(child, best)) best = child;
    children.sort((a, b) => a.cost - b.cost || a.position - b.position);
    for (const child of children) {
      const group = groupAt[child.position];
      if (group === undefined || child.candidate === null || budget <= 0) return;
      if (child.floor > best.cost || child.floor === child.cost) continue;
      taken[group] = true;
      for (const rival of rivalsElsewhere(child.position)) barred[rival] = (barred[rival] ?? 0) + 1;
      lefts[depth + 1] = takeOff(child.candidate, child.saving, left, lefts[depth + 1] ?? left.slice());
      build(child, depth + 1);
      for (const rival of rivalsElsewhere(child.position)) barred[rival] = (barred[rival] ?? 0) - 1;
      taken[group] = false;
    }
  }

  /** Every allowed set of one more offer. Walks from the last offer to the first: what comes later bounds what came before. */
  function childrenOf(on: Node, left: readonly number[]): Node[] {
    const children: Node[] = [];
    most.goods.fill(0);
    most.shipping.fill(0);
    sums.fill(UNKNOWN);
    const all = { goods: 0, shipping: 0 };
    const further = { goods: 0, shipping: 0 };
    for (let position = ordered.length - 1; position > on.position && budget > 0; position -= 1) {
      const candidate = ordered[position];
      const group = groupAt[position];
      if (candidate === undefined || group === undefined || taken[group] || barred[position]) continue;
      const { exclusive } = candidate.offer.stacking;
      if (exclusive && on.candidate !== null) continue;
      budget -= 1;
      further.goods = exclusive ? 0 : all.goods - (most.goods[group] ?? 0);
      further.shipping = exclusive ? 0 : all.shipping - (most.shipping[group] ?? 0);
      const kind = candidate.offer.layer === 'shipping' ? 'shipping' : 'goods';
      const bounds = !exclusive && candidate.ceiling > (most[kind][group] ?? 0);
      const hopeful = leastOf(on, candidate, further) <= best.cost;
      // most offers neither make a set worth building on nor raise the bound of their group: their kinds need not be asked
      if (!bounds && !hopeful) continue;
      goodsAt(candidate, leftOf(candidate.touches, left), kind === 'shipping' ? feeLeft(on) : 0);
      const child = hopeful ? add(on, candidate, position, further) : null;
      if (child !== null) children.push(child);
      if (!bounds) continue;
      if (kind === 'shipping') candidate.goods.open = fullFee;
      const more = ceilingOf(candidate) - (most[kind][group] ?? 0);
      if (more <= 0) continue;
      most[kind][group] = (most[kind][group] ?? 0) + more;
      all[kind] += more;
    }
    return children;
  }

  /** One more offer, whose goods stand as they are after the others. */
  function add(on: Node, candidate: Candidate, position: number, further: Further): Node | null {
    const saving = savingOf(candidate);
    if (saving <= 0) return null;
    const ships = candidate.offer.layer === 'shipping';
    const goods = ships ? on.goods : on.goods - saving;
    const shippingSaving = ships ? on.shippingSaving + saving : on.shippingSaving;
    const fee = feeOf(goods) - shippingSaving;
    // less to pay for goods never makes the fee smaller, so what is left of it bounds every set built on this one
    const floor = goods - further.goods + Math.max(0, fee - further.shipping);
    if (floor > best.cost) return null;
    const spent = candidate.offer.automatic ? on.spent : on.spent + 1;
    return { parent: on, candidate, position, saving, goods, shippingSaving, cost: goods + fee, spent, floor };
  }

  /** What every set with this offer costs at least, whatever it saves: the fee is never smaller than before it. */
  function leastOf(on: Node, { offer, ceiling }: Candidate, further: Further): number {
    const ships = offer.layer === 'shipping';
    const fee = feeLeft(on) - further.shipping - (ships ? ceiling : 0);
    return on.goods - further.goods - (ships ? 0 : ceiling) + Math.max(0, fee);
  }

  function feeLeft(on: Node): number {
    return feeOf(on.goods) - on.shippingSaving;
  }

  function allocate(): Used[] {
    let left = cart.unit;
    return pathTo(best).flatMap(({ candidate, saving }): Used[] => {
      if (candidate === null) return [];
      if (candidate.offer.layer === 'shipping') return [{ candidate, saving, shares: null, looksAt: null }];
      const before = left;
      left = takeOff(candidate, saving, left, left.slice());
      const shares = before.map((amount, index) => amount - (left[index] ?? 0));
      return [{ candidate, saving, shares, looksAt: candidate.bases ?? before }];
    });
  }

  /** What is left of the parts that offers touch, summed once for all that touch the same. */
  function leftOf({ set, parts }: Touches, left: readonly number[]): number {
    const before = sums[set] ?? UNKNOWN;
    if (before !== UNKNOWN) return before;
    const sum = sumAt(left, parts);
    sums[set] = sum;
    return sum;
  }

  /** Writes what is left then by part: weights are what the offer looks at, caps what is left to pay. */
  function takeOff(candidate: Candidate, saving: number, left: readonly number[], after: number[]): number[] {
    for (let at = 0; at < left.length; at += 1) after[at] = left[at] ?? 0;
    if (candidate.offer.layer === 'shipping') return after;
    const { bases, touches } = candidate;
    const { parts } = touches;
    const caps = amountsAt(left, parts);
    const shares = spreadNested(saving, bases === null ? caps : amountsAt(bases, parts), caps, nestOfSet(touches));
    for (let at = 0; at < shares.length; at += 1) {
      const index = parts[at] ?? 0;
      after[index] = (after[index] ?? 0) - (shares[at] ?? 0);
    }
    return after;
  }

  /** Found when asked for: most offers are never built on. */
  function nestOfSet({ set, parts }: Touches): Nest | null {
    let nest = nests[set];
    if (nest === undefined) {
      nest = nestOf(parts, cart.parts);
      nests[set] = nest;
    }
    return nest;
  }
}

/** The most that all further offers could save together. */
type Further = { readonly goods: number; readonly shipping: number };

function isBetter(a: Node, b: Node): boolean {
  if (a.cost !== b.cost) return a.cost < b.cost;
  if (a.spent !== b.spent) return a.spent < b.spent;
  return comparePreference(candidatesOf(a), candidatesOf(b)) < 0;
}

function candidatesOf(node: Node): Candidate[] {
  const found: Candidate[] = [];
  for (const { candidate } of pathTo(node)) if (candidate !== null) found.push(candidate);
  return found;
}

function pathTo(node: Node): Node[] {
  const nodes: Node[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) nodes.push(at);
  return nodes.reverse();
}

function amountsAt(amounts: readonly number[], indexes: readonly number[]): number[] {
  return indexes.map((index) => amounts[index] ?? 0);
}

/**
 * Of each candidate a group, such that two of one group always hold each other back: a set holds one of a group at most,
 * and the most of each group adds up to a bound. Rivals that landed in different groups (rules that share some lines but
 * not others) are listed.
 */
function rivalGroups(ordered: readonly Candidate[]) {
  const groups: Candidate[][] = [];
  const groupAt = ordered.map((candidate) => {
    for (let at = 0; at < groups.length; at += 1) {
      const members = groups[at];
      if (!members || !areRivalsOfAll(candidate, members)) continue;
      members.push(candidate);
      return at;
    }
    return groups.push([candidate]) - 1;
  });
  const mixed = ordered.some(({ stacking: { once, notWith } }) => once === 'line' || (notWith ?? null) !== null);
  const known = ordered.map((): readonly number[] | null => (mixed ? null : nobody));
  return { groupAt, groupCount: groups.length, rivalsElsewhere };

  /** Found when asked for: most offers are never built on. */
  function rivalsElsewhere(position: number): readonly number[] {
    const before = known[position];
    const candidate = ordered[position];
    if (before || candidate === undefined) return before ?? nobody;
    const rivals: number[] = [];
    for (let at = 0; at < ordered.length; at += 1) {
      const other = ordered[at];
      if (other && groupAt[at] !== groupAt[position] && areRivals(candidate, other)) rivals.push(at);
    }
    known[position] = rivals;
    return rivals;
  }
}

const nobody: readonly number[] = [];

function areRivalsOfAll(candidate: Candidate, others: readonly Candidate[]): boolean {
  for (const other of others) if (!areRivals(candidate, other)) return false;
  return true;
}

/** Those that give way to a rival before them leave before the search: what comes first is used, not what saves most. */
function withoutWayGivers(ordered: readonly Candidate[]): readonly Candidate[] {
  if (!ordered.some(({ stacking }) => stacking.givesWay)) return ordered;
  const kept: Candidate[] = [];
  for (const one of ordered) {
    const { group, givesWay } = one.stacking;
    const way = givesWay && kept.some((other) => other.stacking.group === group && areRivals(one, other));
    if (!way) kept.push(one);
  }
  return kept;
}
