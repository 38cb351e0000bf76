import type { Words } from '@huoshui/contracts/words';
import { type HoursOfUse, isOpen } from '../../platform/week-hours.ts';
import { type Candidate, type CartAmounts, goodsAt, savingOf, sumAt } from './candidate.ts';
import type { Goods, Missing } from './kind.ts';
import { areApart, areRivals, hasEnded, hasStarted, type Offer, type OfferLayer, type Scope } from './offer.ts';
import type { Used } from './search.ts';
import type { Solved } from './solve.ts';

export type Named = {
  readonly offerId: string;
  readonly source: string;
  readonly layer: OfferLayer;
  readonly automatic: boolean;
  readonly label: string;
  readonly badge: Words;
  readonly scope: Scope;
  /** What is missing to the next step; `fenAway` is about what that costs, for finding the nearest. */
  readonly missing: Missing | null;
  readonly fenAway: number;
};

/** An offer in use; fen. */
export type Applied = Named & { readonly saving: number };

/**
 * Why an offer is not used:
 * `not_started`, `ended`: outside its window · `outside_hours`: not at this hour of the week · `out_of_scope`: no line of its products · `below_threshold`: `missing`
 * says what is missing to the first step · `nothing_left`: nothing remains that it could reduce · `exclusive`: it or the
 * offer `instead` stands alone · `not_best`: another combination costs less; `instead` is the rival used, if any
 * · `not_chosen`: it would apply, the shopper chose otherwise · `gift_gone`: none of what it gives is left.
 */
export type RejectReason =
  | 'not_started'
  | 'ended'
  | 'outside_hours'
  | 'out_of_scope'
  | 'below_threshold'
  | 'nothing_left'
  | 'exclusive'
  | 'not_best'
  | 'not_chosen'
  | 'gift_gone';

/** `missing` only with `below_threshold`. */
export type Rejected = Named & {
  readonly reason: RejectReason;
  readonly instead: string | null;
  /** Its hours, with `outside_hours`. */
  readonly hours?: HoursOfUse | null;
};

/** What a combination did to the amounts, for judging the offers that are not in it. */
export type Outcome = {
  readonly cart: CartAmounts;
  readonly used: readonly Used[];
  readonly shippingFee: number;
};

export function explainApplied(outcome: Outcome): Applied[] {
  const stand = standing(outcome);
  return outcome.used.map(({ candidate, saving }) => {
    stand(candidate);
    const { missing, fenAway } = away(candidate);
    const { id: offerId, source, layer, automatic, hint, scope } = candidate.offer;
    const { label, badge } = hint;
    return { offerId, source, layer, automatic, label, badge, scope, missing, fenAway, saving };
  });
}

/** Judges every candidate that is not used against the amounts it would have met in its place in the order. */
export function explainRejected(
  outcome: Outcome,
  candidates: readonly Candidate[],
  now: Date,
  isChosen: (offer: Offer) => boolean,
): Rejected[] {
  const stand = standing(outcome);
  const usedOnes = new Set(outcome.used.map(({ candidate }) => candidate));
  const rejected = candidates.filter((candidate) => !usedOnes.has(candidate));
  return rejected.map((candidate) => {
    const { reason, instead = null, short = nowhere } = judge(outcome, candidate, now, isChosen, stand);
    const { missing, fenAway } = short;
    // Spelled out, as above: spreading such objects took a sixth of the time of a whole quote.
    const { id: offerId, source, layer, automatic, hint, scope } = candidate.offer;
    const { label, badge } = hint;
    const hours = reason === 'outside_hours' ? candidate.offer.hours : undefined;
    return { offerId, source, layer, automatic, label, badge, scope, missing, fenAway, reason, instead, hours };
  });
}

/** What is missing to further steps: of those in use, and of those that save nothing because no step is reached. */
export function missingAfter({ cart, used, candidates, totals: { shippingFee } }: Solved): Missing[] {
  const stand = standing({ cart, used, shippingFee });
  const usedOnes = new Set(used.map(({ candidate }) => candidate));
  return candidates.flatMap((candidate) => {
    stand(candidate);
    const short = usedOnes.has(candidate) ? away(candidate) : savingOf(candidate) === 0 ? shortOf(candidate) : null;
    return short?.missing ?? [];
  });
}

type Away = Pick<Named, 'missing' | 'fenAway'>;

const nowhere: Away = { missing: null, fenAway: 0 };

function away({ offer: { discount }, goods }: Candidate): Away {
  const missing = discount.kind.missing(discount.values, goods);
  return missing === null ? nowhere : { missing, fenAway: fenAwayOf(missing, goods) };
}

/** About what it costs to get there: pieces are counted at the cheapest. */
export function fenAwayOf({ need }: Missing, { runs }: Pick<Goods, 'runs'>): number {
  if ('fen' in need) return need.fen;
  return need.pieces * Math.min(...runs.map((run) => run.unitPrice));
}

/** `short`: what is missing, where that is the reason. */
type Verdict = { readonly reason: RejectReason; readonly instead?: string; readonly short?: Away };

function judge(
  outcome: Outcome,
  candidate: Candidate,
  now: Date,
  isChosen: (offer: Offer) => boolean,
  stand: (candidate: Candidate) => readonly Used[],
): Verdict {
  const { offer } = candidate;
  if (!hasStarted(offer, now)) return { reason: 'not_started' };
  if (hasEnded(offer, now)) return { reason: 'ended' };
  if (!isOpen(offer, now)) return { reason: 'outside_hours' };
  if (candidate.lines.length === 0) return { reason: 'out_of_scope' };
  const [rival] = stand(candidate);
  if (savingOf(candidate) === 0) {
    const short = shortOf(candidate);
    return short === null ? { reason: 'nothing_left' } : { reason: 'below_threshold', short };
  }
  if (!isChosen(offer)) return { reason: 'not_chosen' };
  if (rival !== undefined) {
    const reason = areApart(rival.candidate, candidate) ? 'exclusive' : 'not_best';
    return { reason, instead: rival.candidate.offer.id };
  }
  const alone = outcome.used.find((used) => used.candidate.stacking.exclusive);
  if (alone !== undefined) return { reason: 'exclusive', instead: alone.candidate.offer.id };
  if (candidate.stacking.exclusive && outcome.used.length > 0) return { reason: 'exclusive' };
  return { reason: 'not_best' };
}

/** What is missing where it saves nothing because no step of it is reached; null: nothing is left to take off. */
function shortOf(candidate: Candidate): Away | null {
  const { goods } = candidate;
  const { open } = goods;
  goods.open = Number.MAX_SAFE_INTEGER;
  const saves = savingOf(candidate) > 0;
  goods.open = open;
  const short = saves ? nowhere : away(candidate);
  return short.missing === null ? null : short;
}

/**
 * Sets the goods of a candidate to what it meets when it is its turn: after the used offers before it, without its rivals;
 * answers those. What each used offer took of the parts that offers touch is summed once for all that touch the same.
 */
function standing({ cart, used, shippingFee }: Outcome): (candidate: Candidate) => readonly Used[] {
  const known: (readonly number[] | undefined)[] = new Array(cart.touchSets);
  const shippingSaving = used.reduce((sum, { shares, saving }) => (shares === null ? sum + saving : sum), 0);

  return (candidate) => {
    const { touches, rank, offer } = candidate;
    const rivals = used.filter((one) => areRivals(one.candidate, candidate));
    const sums = known[touches.set] ?? sumsIn(touches.parts);
    known[touches.set] = sums;
    let left = sums[used.length] ?? 0;
    for (let at = 0; at < used.length; at += 1) {
      const one = used[at];
      if (one && one.candidate.rank < rank && !rivals.includes(one)) left -= sums[at] ?? 0;
    }
    goodsAt(candidate, left, offer.layer === 'shipping' ? feeLeft(candidate, rivals) : 0);
    return rivals;
  };

  /** What each used offer took of these parts, and last what they cost before. */
  function sumsIn(parts: readonly number[]): number[] {
    return [...used.map(({ shares }) => (shares === null ? 0 : sumAt(shares, parts))), sumAt(cart.unit, parts)];
  }

  /** Shipping offers are judged against all the others, before and after them. */
  function feeLeft(candidate: Candidate, rivals: readonly Used[]): number {
    const own = used.filter((one) => one.shares === null && (one.candidate === candidate || rivals.includes(one)));
    return shippingFee - shippingSaving + own.reduce((sum, { saving }) => sum + saving, 0);
  }
}
