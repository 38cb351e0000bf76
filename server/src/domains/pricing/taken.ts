import type { CartAmounts } from './candidate.ts';
import type { Base, Offer } from './offer.ts';
import type { PointsOffer, PointsSpent } from './points.ts';
import type { Application } from './quote.ts';
import { splitUnits, type UnitSplit } from './refund.ts';
import type { Used } from './search.ts';

/** Something that was taken off: which parts it touches, and how it fell on them; null: on no goods. */
export type Taken = {
  readonly offer: Pick<Offer, 'id' | 'source' | 'funder'> & Pick<PointsOffer, 'hint'>;
  readonly kind: string;
  readonly base: Base;
  readonly parts: readonly number[];
  readonly shares: readonly number[] | null;
  readonly looksAt: Used['looksAt'];
};

export function asTaken({ candidate: { offer, touches }, shares, looksAt }: Used): Taken {
  const { discount, stacking } = offer;
  return { offer, kind: discount.kind.kind, base: stacking.base, parts: touches.parts, shares, looksAt };
}

/** Points are taken off like any discount, of what is left of everything. */
export function byPoints(
  offer: PointsOffer,
  { shares }: PointsSpent,
  looksAt: readonly number[],
  cart: CartAmounts,
): Taken {
  return { offer, kind: 'points', base: 'current', parts: [...cart.parts.keys()], shares, looksAt };
}

/** Of each line what was taken off there, in order. Goes through what each touches: most touch a few of many lines. */
export function takenByLine(cart: CartAmounts, taken: readonly Taken[]): readonly (readonly Application[])[] {
  const byLine = cart.lines.map((): Application[] => []);
  for (const { offer, kind, base, parts, shares, looksAt } of taken) {
    if (shares === null) continue;
    const { id: offerId, source, hint, funder = 'shop' } = offer;
    const { label, badge } = hint;
    // parts of one line stand together
    for (let at = 0; at < parts.length; ) {
      const line = cart.parts[parts[at] ?? 0]?.line ?? 0;
      let [amount, pieces, fen] = [0, 0, 0];
      for (; at < parts.length && cart.parts[parts[at] ?? 0]?.line === line; at += 1) {
        const part = parts[at] ?? 0;
        amount += shares[part] ?? 0;
        pieces += cart.parts[part]?.count ?? 0;
        fen += looksAt?.[part] ?? 0;
      }
      // Spelled out: spreading such objects took a fifth of the time of a whole quote.
      if (amount !== 0)
        byLine[line]?.push({ source, offerId, label, badge, amount, kind, pieces, base: { of: base, fen }, funder });
    }
  }
  return byLine;
}

/**
 * What the pieces of a line cost: all alike, unless they had different prices or a discount fell on some of them only.
 * Those that cost least stand first.
 */
export function piecesAfter(
  cart: CartAmounts,
  taken: readonly Taken[],
): (line: number, payable: number) => UnitSplit[] {
  let known: readonly number[] | null = null;
  return (line, payable) => {
    const parts = cart.partsOf[line] ?? [];
    const quantity = cart.lines[line]?.line.quantity ?? 0;
    if (parts.length === 1) return [splitUnits(payable, quantity)];
    known ??= patternsOf(cart, taken);
    const alike = new Map<number, { amount: number; count: number }>();
    for (const at of parts) {
      let amount = cart.unit[at] ?? 0;
      for (const { shares } of taken) amount -= shares?.[at] ?? 0;
      const count = cart.parts[at]?.count ?? 0;
      const others = alike.get(known[at] ?? 0);
      if (others === undefined) alike.set(known[at] ?? 0, { amount, count });
      else {
        others.amount += amount;
        others.count += count;
      }
    }
    if (alike.size === 1) return [splitUnits(payable, quantity)];
    return [...alike.values()]
      .map(({ amount, count }) => splitUnits(amount, count))
      .sort((a, b) => a.unitAmount - b.unitAmount || a.plusOneUnits - b.plusOneUnits);
  };
}

/**
 * Of each part a number: parts of one line that have the same were treated alike. They begin by price; whatever was taken off
 * some of those that are alike parts them from the others.
 */
function patternsOf(cart: CartAmounts, taken: readonly Taken[]): readonly number[] {
  const patterns = cart.parts.map(({ unitPrice }) => unitPrice);
  let next = Math.max(0, ...patterns);
  for (const { parts } of taken) {
    const apart = new Map<number, number>();
    for (const part of parts) {
      const before = patterns[part] ?? 0;
      let after = apart.get(before);
      if (after === undefined) {
        next += 1;
        after = next;
        apart.set(before, after);
      }
      patterns[part] = after;
    }
  }
  return patterns;
}
