import { bothOf, type Words } from '@huoshui/contracts/words';
import { missingAfter } from '../explain.ts';
import type { Missing } from '../kind.ts';
import { hasEnded, hasStarted, type Offer } from '../offer.ts';
import { type Met, onlyLine } from '../price-only.ts';
import { type Solved, solve } from '../solve.ts';
import { missingOf, promising } from './promising.ts';
import type { Window } from './window.ts';

/** The least one piece can be had for: `goods` fen for `quantity` of it, at a moment. */
export type Deepest = {
  readonly goods: number;
  readonly quantity: number;
  readonly at: Date | null;
  readonly used: readonly Words[];
  /** A floor that a used rule sets, and that the others together go below. */
  readonly belowFloor: boolean;
};

/**
 * How far is looked: moments at which other offers are open, and carts at each of them. `every`: the engine is asked about every
 * offer, not only about those that promise most.
 */
export type Depth = { readonly moments: number; readonly carts: number; readonly every: boolean };

/** A moment, and what is open then. */
export type Moment = { readonly at: Date; readonly live: readonly Offer[] };

/**
 * The engine is asked for so many pieces as its own answers say are missing to the next step of any rule, so that thresholds
 * are met where they stand and nothing is guessed. `most`: pieces that one order may have.
 */
export function deepestOf(
  { line, prices }: Pick<Met, 'line' | 'prices'>,
  moments: readonly Moment[],
  most: number,
  depth: Depth,
): Deepest {
  const [first] = moments;
  let best: Deepest = { goods: line.listPrice, quantity: 1, at: first?.at ?? null, used: [], belowFloor: false };
  for (const { at, live } of moments.slice(0, depth.moments)) {
    const waiting = [1];
    const known = new Set(waiting);
    for (let nth = 0; nth < depth.carts && nth < waiting.length; nth += 1) {
      const quantity = waiting[nth] ?? 1;
      const offers = depth.every ? live : promising(live, line, quantity);
      const answer = solve({ lines: [{ ...line, quantity }], offers, prices, shipping: null, now: at }, onlyLine);
      const { goods } = answer.totals;
      if (goods * best.quantity < best.goods * quantity)
        best = { goods, quantity, at, used: usedIn(answer), belowFloor: isBelowFloor(answer) };
      // nobody looks at what the last one leads to
      if (nth + 1 === depth.carts) break;
      for (const next of nextCarts(answer, missingOf(live, line, quantity), quantity, most)) {
        if (known.has(next)) continue;
        known.add(next);
        waiting.push(next);
      }
    }
  }
  return best;
}

/**
 * The moments at which another set of these is open, those first at which most of them go together: what is open then in most
 * groups can take most off.
 */
export function momentsOf(offers: readonly Offer[], { from, to }: Window): Moment[] {
  const starts = offers
    .map(({ startsAt }) => startsAt.getTime())
    .filter((at) => at > from.getTime() && at < to.getTime());
  return [...new Set([from.getTime(), ...starts])]
    .map((at) => {
      const now = new Date(at);
      const live = offers.filter((offer) => hasStarted(offer, now) && !hasEnded(offer, now));
      return { at: now, live, groups: new Set(live.map(({ stacking }) => stacking.group)).size };
    })
    .sort((a, b) => b.groups - a.groups || b.live.length - a.live.length || a.at.getTime() - b.at.getTime());
}

/** With so many pieces the next step of some offer is reached. */
function nextCarts(answer: Solved, further: readonly Missing[], quantity: number, most: number): number[] {
  const each = Math.max(1, Math.floor(answer.totals.goods / quantity));
  const carts = [...missingAfter(answer), ...further].map(
    ({ need }) => quantity + Math.max(1, 'fen' in need ? Math.ceil(need.fen / each) : need.pieces),
  );
  return [...new Set(carts)].filter((next) => next <= most).sort((a, b) => a - b);
}

function usedIn({ unit, used }: Solved): Words[] {
  const prices = new Map(
    unit.lines.flatMap(({ pieces }) =>
      pieces.flatMap(({ by }) => (by ? [[`${by.source} ${by.offerId}`, bothOf(by.label)] as const] : [])),
    ),
  );
  return [...prices.values(), ...used.map(({ candidate }) => bothOf(candidate.offer.hint.label))];
}

function isBelowFloor({ used, totals }: Solved): boolean {
  return used.some(({ candidate: { stacking } }) => totals.goods < (stacking.floor ?? 0));
}
