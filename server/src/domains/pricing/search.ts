import { type Candidate, type CartAmounts, ceilingOf, goodsAt, inApplicationOrder, savingOf } from './candidate.ts';
import { areRivals } from './offer.ts';
import { comparePreference, withoutTwins } from './preference.ts';
import { type ShippingRule, shippingFee } from './shipping.ts';
import { spread, spreadNested } from './spread.ts';

/** One offer in use: its saving, and for goods how it falls on the lines (by part of the cart). */
export type Used = {
  readonly candidate: Candidate;
  readonly saving: number;
  readonly shares: readonly number[] | null;
};

export type Combination = { readonly used: readonly Used[]; readonly complete: boolean };

/** How many sets are looked at before the best seen is taken: keeps a quote below 1 ms even where 50 offers all stack. */
const BUDGET = 1000;

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
  const ordered = withoutWayGivers(withoutTwins(candidates).sort(inApplicationOrder));
  const { groupAt, groupCount, rivalsElsewhere } = rivalGroups(ordered);
  const taken = Array.from({ length: groupCount }, () => false);
  const barred = ordered.map(() => 0);
  const fullFee = shipping?.fee ?? 0;
  const feeOf = (goods: number) => shippingFee(shipping, { unit: cart.unitGoods, current: goods });
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
  build(best, cart.unit);
  return { used: allocate(best, cart), complete: budget > 0 };

  function build(on: Node, left: readonly number[]): void {
    const children = childrenOf(on, left);
    for (const child of children) if (isBetter(child, best)) best = child;
    children.sort((a, b) => a.cost - b.cost || a.position - b.position);
    for (const child of children) {
      const group = groupAt[child.position];
      if (group === undefined || child.candidate === null || budget <= 0) return;
      if (child.floor > best.cost || child.floor === child.cost) continue;
      taken[group] = true;
      for (const rival of rivalsElsewhere[child.position] ?? []) barred[rival] = (barred[rival] ?? 0) + 1;
      build(child, takeOff(child.candidate, child.saving, left, cart));
      for (const rival of rivalsElsewhere[child.position] ?? []) barred[rival] = (barred[rival] ?? 0) - 1;
      taken[group] = false;
    }
  }

  /** Every allowed set of one more offer. Walks from the last offer to the first: what comes later bounds what came before. */
  function childrenOf(on: Node, left: readonly number[]): Node[] {
    const children: Node[] = [];
    const most = { goods: taken.map(() => 0), shipping: taken.map(() => 0) };
    const all = { goods: 0, shipping: 0 };
    for (let position = ordered.length - 1; position > on.position && budget > 0; position -= 1) {
      const candidate = ordered[position];
      const group = groupAt[position];
      if (candidate === undefined || group === undefined || taken[group] || barred[position]) continue;
      const { exclusive } = candidate.offer.stacking;
      if (exclusive && on.candidate !== null) continue;
      budget -= 1;
      const goods = exclusive ? 0 : all.goods - (most.goods[group] ?? 0);
      const fee = exclusive ? 0 : all.shipping - (most.shipping[group] ?? 0);
      const child = add(on, candidate, position, left, { goods, shipping: fee });
      if (child !== null) children.push(child);
      if (exclusive) continue;
      const kind = candidate.offer.layer === 'shipping' ? 'shipping' : 'goods';
      if (kind === 'shipping') candidate.goods.open = fullFee;
      const more = ceilingOf(candidate) - (most[kind][group] ?? 0);
      if (more <= 0) continue;
      most[kind][group] = (most[kind][group] ?? 0) + more;
      all[kind] += more;
    }
    return children;
  }

  function add(
    on: Node,
    candidate: Candidate,
    position: number,
    left: readonly number[],
    further: { readonly goods: number; readonly shipping: number },
  ): Node | null {
    const ships = candidate.offer.layer === 'shipping';
    goodsAt(candidate, left, ships ? feeOf(on.goods) - on.shippingSaving : 0);
    const saving = savingOf(candidate);
    if (saving <= 0) return null;
    const goods = ships ? on.goods : on.goods - saving;
    const shippingSaving = ships ? on.shippingSaving + saving : on.shippingSaving;
    const fee = feeOf(goods) - shippingSaving;
    // less to pay for goods never makes the fee smaller, so what is left of it bounds every set built on this one
    const floor = goods - further.goods + Math.max(0, fee - further.shipping);
    if (floor > best.cost) return null;
    const spent = candidate.offer.automatic ? on.spent : on.spent + 1;
    return { parent: on, candidate, position, saving, goods, shippingSaving, cost: goods + fee, spent, floor };
  }
}

function isBetter(a: Node, b: Node): boolean {
  if (a.cost !== b.cost) return a.cost < b.cost;
  if (a.spent !== b.spent) return a.spent < b.spent;
  return comparePreference(candidatesOf(a), candidatesOf(b)) < 0;
}

function candidatesOf(node: Node): Candidate[] {
  return pathTo(node).flatMap(({ candidate }) => candidate ?? []);
}

function pathTo(node: Node): Node[] {
  const nodes: Node[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) nodes.push(at);
  return nodes.reverse();
}

function allocate(best: Node, cart: CartAmounts): Used[] {
  let left = cart.unit;
  return pathTo(best).flatMap(({ candidate, saving }): Used[] => {
    if (candidate === null) return [];
    if (candidate.offer.layer === 'shipping') return [{ candidate, saving, shares: null }];
    const before = left;
    left = takeOff(candidate, saving, left, cart);
    return [{ candidate, saving, shares: before.map((amount, index) => amount - (left[index] ?? 0)) }];
  });
}

/** What is left by part: weights are what the offer looks at, caps what is left to pay. */
function takeOff(candidate: Candidate, saving: number, left: readonly number[], cart: CartAmounts): readonly number[] {
  if (candidate.offer.layer === 'shipping') return left;
  const { bases, touches } = candidate;
  const caps = touches.map((index) => left[index] ?? 0);
  const weights = bases === null ? caps : touches.map((index) => bases[index] ?? 0);
  const shares = cart.split
    ? spreadNested(saving, weights, caps, levelsOf(touches, cart))
    : spread(saving, weights, caps);
  const after = left.slice();
  for (let at = 0; at < shares.length; at += 1) {
    const index = touches[at] ?? 0;
    after[index] = (after[index] ?? 0) - (shares[at] ?? 0);
  }
  return after;
}

function levelsOf(touches: readonly number[], { parts }: CartAmounts): number[][] {
  return [touches.map((index) => parts[index]?.line ?? 0), touches.map((index) => parts[index]?.unitPrice ?? 0)];
}

/**
 * Of each candidate a group, such that two of one group always hold each other back: a set holds one of a group at most,
 * and the most of each group adds up to a bound. Rivals that landed in different groups (rules that share some lines but
 * not others) are listed.
 */
function rivalGroups(ordered: readonly Candidate[]) {
  const groups: Candidate[][] = [];
  const groupAt = ordered.map((candidate) => {
    const at = groups.findIndex((members) => members.every((other) => areRivals(candidate, other)));
    if (at < 0) return groups.push([candidate]) - 1;
    groups[at]?.push(candidate);
    return at;
  });
  const mixed = ordered.some(({ stacking: { once, notWith } }) => once === 'line' || (notWith ?? null) !== null);
  const rivalsElsewhere = ordered.map((candidate, position) =>
    mixed
      ? ordered.flatMap((other, at) => (groupAt[at] !== groupAt[position] && areRivals(candidate, other) ? [at] : []))
      : nobody,
  );
  return { groupAt, groupCount: groups.length, rivalsElsewhere };
}

const nobody: readonly number[] = [];

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
