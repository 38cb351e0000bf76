import type { Candidate } from './candidate.ts';

/**
 * The declared order among combinations that cost the same: fewest offers spent, then the earliest expiry, then the
 * lowest ids. Negative when `a` is preferred.
 */
export function comparePreference(a: readonly Candidate[], b: readonly Candidate[]): number {
  const spentA = a.filter(isSpent);
  const spentB = b.filter(isSpent);
  return (
    spentA.length - spentB.length ||
    compareLists(spentA.map(expiryOf), spentB.map(expiryOf), (x, y) => x - y) ||
    compareLists(a.map(idOf), b.map(idOf), (x, y) => (x < y ? -1 : 1))
  );
}

/** Offers that differ only in id and expiry (several coupons of one template): only the preferred one competes. */
export function withoutTwins(candidates: readonly Candidate[]): Candidate[] {
  const alike = new Map<number, Candidate[]>();
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    const others = alike.get(candidate.ceiling);
    if (others === undefined) alike.set(candidate.ceiling, [candidate]);
    else {
      const at = others.findIndex((other) => isTwin(other, candidate));
      const twin = others[at];
      if (twin === undefined) others.push(candidate);
      else if (comparePreference([candidate], [twin]) < 0) others[at] = candidate;
    }
  }
  for (const some of alike.values()) kept.push(...some);
  return kept;
}

function isTwin(a: Candidate, b: Candidate): boolean {
  const [one, other] = [a.offer, b.offer];
  return (
    one.stacking.group === other.stacking.group &&
    a.firstBase === b.firstBase &&
    a.touches === b.touches &&
    one.discount.kind === other.discount.kind &&
    one.layer === other.layer &&
    one.stacking.once === other.stacking.once &&
    one.automatic === other.automatic &&
    one.stacking.exclusive === other.stacking.exclusive &&
    one.stacking.priority === other.stacking.priority &&
    one.stacking.base === other.stacking.base &&
    one.stacking.givesWay === other.stacking.givesWay &&
    one.stacking.notWith === other.stacking.notWith &&
    one.source === other.source &&
    one.stacking.cap === other.stacking.cap &&
    one.stacking.floor === other.stacking.floor &&
    JSON.stringify(one.discount.values) === JSON.stringify(other.discount.values)
  );
}

function isSpent({ offer }: Candidate): boolean {
  return !offer.automatic;
}

function expiryOf({ offer }: Candidate): number {
  return offer.endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

function idOf({ offer }: Candidate): string {
  return offer.id;
}

function compareLists<T>(a: readonly T[], b: readonly T[], compare: (x: T, y: T) => number): number {
  const [sortedA, sortedB] = [a.toSorted(compare), b.toSorted(compare)];
  for (const [index, value] of sortedA.entries()) {
    const other = sortedB[index];
    if (other === undefined) return 1;
    if (value !== other) return compare(value, other);
  }
  return sortedA.length - sortedB.length;
}
