import type { Words } from '@huoshui/contracts/words';
import { type Candidate, type CartAmounts, goodsAt, inApplicationOrder, savingOf } from './candidate.ts';
import type { Goods, Missing } from './kind.ts';
import { areApart, areRivals, hasEnded, hasStarted, type Offer, type OfferLayer } from './offer.ts';
import type { Used } from './search.ts';

export type Named = {
  readonly offerId: string;
  readonly source: string;
  readonly layer: OfferLayer;
  readonly automatic: boolean;
  readonly label: string;
  readonly badge: Words;
  /** What is missing to the next step; `fenAway` is about what that costs, for finding the nearest. */
  readonly missing: Missing | null;
  readonly fenAway: number;
};

/** An offer in use; fen. */
export type Applied = Named & { readonly saving: number };

/**
 * Why an offer is not used:
 * `not_started`, `ended`: outside its window · `out_of_scope`: no line of its products · `below_threshold`: `missing`
 * says what is missing to the first step · `nothing_left`: nothing remains that it could reduce · `exclusive`: it or the
 * offer `instead` stands alone · `not_best`: another combination costs less; `instead` is the rival used, if any
 * · `not_chosen`: it would apply, the shopper chose otherwise.
 */
export type RejectReason =
  | 'not_started'
  | 'ended'
  | 'out_of_scope'
  | 'below_threshold'
  | 'nothing_left'
  | 'exclusive'
  | 'not_best'
  | 'not_chosen';

/** `missing` only with `below_threshold`. */
export type Rejected = Named & { readonly reason: RejectReason; readonly instead: string | null };

/** What a combination did to the amounts, for judging the offers that are not in it. */
export type Outcome = {
  readonly cart: CartAmounts;
  readonly used: readonly Used[];
  readonly shippingFee: number;
};

export function explainApplied(outcome: Outcome): Applied[] {
  return outcome.used.map(({ candidate, saving }) => {
    stand(outcome, candidate);
    const { missing, fenAway } = away(candidate);
    const { id: offerId, source, layer, automatic, hint } = candidate.offer;
    const { label, badge } = hint;
    return { offerId, source, layer, automatic, label, badge, missing, fenAway, saving };
  });
}

/** Judges every candidate that is not used against the amounts it would have met in its place in the order. */
export function explainRejected(
  outcome: Outcome,
  candidates: readonly Candidate[],
  now: Date,
  isChosen: (offer: Offer) => boolean,
): Rejected[] {
  const usedOnes = new Set(outcome.used.map(({ candidate }) => candidate));
  const rejected = candidates.filter((candidate) => !usedOnes.has(candidate));
  return rejected.map((candidate) => {
    const { reason, instead = null } = judge(outcome, candidate, now, isChosen(candidate.offer));
    const { missing, fenAway } = reason === 'below_threshold' ? away(candidate) : nowhere;
    // Spelled out, as above: spreading such objects took a sixth of the time of a whole quote.
    const { id: offerId, source, layer, automatic, hint } = candidate.offer;
    const { label, badge } = hint;
    return { offerId, source, layer, automatic, label, badge, missing, fenAway, reason, instead };
  });
}

const nowhere = { missing: null, fenAway: 0 } as const;

function away({ offer: { discount }, goods }: Candidate): Pick<Named, 'missing' | 'fenAway'> {
  const missing = discount.kind.missing(discount.values, goods);
  return missing === null ? nowhere : { missing, fenAway: fenAwayOf(missing, goods) };
}

/** About what it costs to get there: pieces are counted at the cheapest. */
export function fenAwayOf({ need }: Missing, { runs }: Pick<Goods, 'runs'>): number {
  if ('fen' in need) return need.fen;
  return need.pieces * Math.min(...runs.map((run) => run.unitPrice));
}

type Verdict = { readonly reason: RejectReason; readonly instead?: string };

function judge(outcome: Outcome, candidate: Candidate, now: Date, chosen: boolean): Verdict {
  const { offer } = candidate;
  if (!hasStarted(offer, now)) return { reason: 'not_started' };
  if (hasEnded(offer, now)) return { reason: 'ended' };
  if (candidate.lines.length === 0) return { reason: 'out_of_scope' };
  const rival = outcome.used.find((used) => areRivals(used.candidate, candidate));
  stand(outcome, candidate);
  if (savingOf(candidate) === 0) return { reason: isShort(candidate) ? 'below_threshold' : 'nothing_left' };
  if (!chosen) return { reason: 'not_chosen' };
  if (rival !== undefined) {
    const reason = areApart(rival.candidate, candidate) ? 'exclusive' : 'not_best';
    return { reason, instead: rival.candidate.offer.id };
  }
  const alone = outcome.used.find((used) => used.candidate.stacking.exclusive);
  if (alone !== undefined) return { reason: 'exclusive', instead: alone.candidate.offer.id };
  if (candidate.stacking.exclusive && outcome.used.length > 0) return { reason: 'exclusive' };
  return { reason: 'not_best' };
}

/** It saves nothing because no step of it is reached, not because nothing is left to take off. */
function isShort(candidate: Candidate): boolean {
  const { goods } = candidate;
  const { open } = goods;
  goods.open = Number.MAX_SAFE_INTEGER;
  const short = savingOf(candidate) === 0 && away(candidate).missing !== null;
  goods.open = open;
  return short;
}

/** Sets the goods of this candidate to what it meets when it is its turn: after the used offers before it, without its rivals. */
function stand(outcome: Outcome, candidate: Candidate): void {
  const left = outcome.cart.unit.slice();
  let fee = outcome.shippingFee;
  for (const { candidate: other, shares, saving } of outcome.used) {
    if (other === candidate || areRivals(other, candidate)) continue;
    if (shares === null) fee -= saving;
    else if (inApplicationOrder(other, candidate) <= 0)
      for (const index of other.touches) left[index] = (left[index] ?? 0) - (shares[index] ?? 0);
  }
  goodsAt(candidate, left, fee);
}
