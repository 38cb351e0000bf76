import { bothOf, type Words } from '@huoshui/contracts/words';
import { hasEnded, hasStarted, type Offer } from '../offer.ts';
import { type Quote, quote } from '../quote.ts';
import type { Met } from './reach.ts';
import type { Window } from './window.ts';

/** The least one piece can be had for: `goods` fen for `quantity` of it, at a moment. */
export type Deepest = {
  readonly goods: number;
  readonly quantity: number;
  readonly at: Date;
  readonly used: readonly Words[];
  /** A floor that a used rule sets, and that the others together go below. */
  readonly belowFloor: boolean;
  /** How many carts were looked at. */
  readonly looked: number;
};

/** How far is looked: moments at which other offers are open, and carts at each of them. */
export type Depth = { readonly moments: number; readonly carts: number };

/**
 * The engine is asked for so many pieces as its own answers say are missing to the next step of any rule, so that thresholds
 * are met where they stand and nothing is guessed. `most`: pieces that one order may have.
 */
export function deepestOf({ line, offers, prices }: Met, window: Window, most: number, depth: Depth): Deepest {
  let best: Deepest = {
    ...{ goods: line.listPrice, quantity: 1, at: window.from, used: [], belowFloor: false, looked: 0 },
  };
  let looked = 0;
  for (const { at, live } of momentsOf(offers, window, depth.moments)) {
    const waiting = [1];
    const known = new Set(waiting);
    for (let nth = 0; nth < depth.carts && nth < waiting.length; nth += 1) {
      const quantity = waiting[nth] ?? 1;
      const answer = quote({ lines: [{ ...line, quantity }], offers: live, prices, shipping: null, now: at });
      looked += 1;
      const { goods } = answer.totals;
      if (goods * best.quantity < best.goods * quantity)
        best = { goods, quantity, at, used: usedIn(answer), belowFloor: isBelowFloor(answer, live), looked };
      for (const next of nextCarts(answer, quantity, most)) {
        if (known.has(next)) continue;
        known.add(next);
        waiting.push(next);
      }
    }
  }
  return { ...best, looked };
}

/** The first moments at which another set of them is open. */
export function momentsOf(offers: readonly Offer[], { from, to }: Window, most: number) {
  const starts = offers
    .map(({ startsAt }) => startsAt.getTime())
    .filter((at) => at > from.getTime() && at < to.getTime());
  const moments = [...new Set([from.getTime(), ...starts])].sort((a, b) => a - b).map((at) => new Date(at));
  const seen = new Set<string>();
  const found: { readonly at: Date; readonly live: readonly Offer[] }[] = [];
  for (const at of moments) {
    const live = offers.filter((offer) => hasStarted(offer, at) && !hasEnded(offer, at));
    const key = live.map(({ source, id }) => `${source} ${id}`).join();
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({ at, live });
    if (found.length === most) break;
  }
  return found;
}

/** With so many pieces the next step of some offer is reached. */
function nextCarts({ applied, rejected, totals }: Quote, quantity: number, most: number): number[] {
  const each = Math.max(1, Math.floor(totals.goods / quantity));
  return [...applied, ...rejected].flatMap(({ missing }) => {
    if (missing === null) return [];
    const { need } = missing;
    const pieces = 'fen' in need ? Math.ceil(need.fen / each) : need.pieces;
    const next = quantity + Math.max(1, pieces);
    return next <= most ? [next] : [];
  });
}

function usedIn({ unitPrices, applied }: Quote): Words[] {
  return [...unitPrices, ...applied].map(({ label }) => bothOf(label));
}

function isBelowFloor({ applied, totals }: Quote, live: readonly Offer[]): boolean {
  return applied.some(({ source, offerId }) => {
    const floor = live.find((one) => one.source === source && one.id === offerId)?.stacking.floor ?? null;
    return floor !== null && totals.goods < floor;
  });
}
