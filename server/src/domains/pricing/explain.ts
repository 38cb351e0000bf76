import {
  baseAmount,
  type Candidate,
  type CartAmounts,
  inApplicationOrder,
  nextTier,
  reachedTier,
  sumAt,
} from './candidate.ts';
import { hasEnded, hasStarted, type Offer, type OfferLayer, savingOf } from './offer.ts';
import type { Used } from './search.ts';

/** An offer in use. `nextTier` says what a bit more would bring; amounts in fen. */
export type Applied = {
  readonly offerId: string;
  readonly source: string;
  readonly layer: OfferLayer;
  readonly automatic: boolean;
  readonly label: string;
  readonly badge: string;
  readonly saving: number;
  readonly nextTier: { readonly atLeast: number; readonly needMore: number } | null;
};

/**
 * Why an offer is not used:
 * `not_started`, `ended`: outside its window · `out_of_scope`: no line of its products · `below_threshold`: `needMore`
 * fen of them are missing · `nothing_left`: nothing remains that it could reduce · `exclusive`: it or the offer
 * `instead` stands alone · `not_best`: another combination costs less; `instead` is the one used from its group, if any
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

export type Rejected = {
  readonly offerId: string;
  readonly source: string;
  readonly layer: OfferLayer;
  readonly automatic: boolean;
  readonly label: string;
  readonly reason: RejectReason;
  /** Fen to the lowest tier; only with `below_threshold`. */
  readonly needMore: number | null;
  readonly instead: string | null;
};

/** What a combination did to the amounts, for judging the offers that are not in it. */
export type Outcome = {
  readonly cart: CartAmounts;
  readonly used: readonly Used[];
  readonly shippingFee: number;
};

export function explainApplied(outcome: Outcome): Applied[] {
  return outcome.used.map(({ candidate, saving }) => {
    const base = baseAmount(candidate, leftFor(outcome, candidate));
    const next = nextTier(candidate.offer, base);
    const { id, source, layer, automatic, hint } = candidate.offer;
    const more = next && { atLeast: next.atLeast, needMore: next.atLeast - base };
    return { offerId: id, source, layer, automatic, label: hint.label, badge: hint.badge, saving, nextTier: more };
  });
}

/** Judges every candidate that is not used against the amounts it would have met in its place in the order. */
export function explainRejected(
  outcome: Outcome,
  candidates: readonly Candidate[],
  now: Date,
  isChosen: (offer: Offer) => boolean,
): Rejected[] {
  const usedIds = new Set(outcome.used.map(({ candidate }) => candidate.offer.id));
  const rejected = candidates.filter(({ offer }) => !usedIds.has(offer.id));
  return rejected.map((candidate) => {
    const { reason, needMore = null, instead = null } = judge(outcome, candidate, now, isChosen(candidate.offer));
    const { id, source, layer, automatic, hint } = candidate.offer;
    return { offerId: id, source, layer, automatic, label: hint.label, reason, needMore, instead };
  });
}

type Verdict = { readonly reason: RejectReason; readonly needMore?: number; readonly instead?: string };

function judge(outcome: Outcome, candidate: Candidate, now: Date, chosen: boolean): Verdict {
  const { offer } = candidate;
  if (!hasStarted(offer, now)) return { reason: 'not_started' };
  if (hasEnded(offer, now)) return { reason: 'ended' };
  if (candidate.touches.length === 0) return { reason: 'out_of_scope' };
  const rival = outcome.used.find((used) => used.candidate.offer.stacking.group === offer.stacking.group);
  const left = leftFor(outcome, candidate);
  const base = baseAmount(candidate, left);
  const tier = reachedTier(offer, base);
  const lowest = offer.tiers[0];
  if (tier === null) return { reason: 'below_threshold', needMore: (lowest?.atLeast ?? base) - base };
  const open = offer.layer === 'shipping' ? openFee(outcome, offer) : sumAt(left, candidate.touches);
  if (savingOf(tier.action, base, open) === 0) return { reason: 'nothing_left' };
  if (!chosen) return { reason: 'not_chosen' };
  if (rival !== undefined) return { reason: 'not_best', instead: rival.candidate.offer.id };
  const alone = outcome.used.find((used) => used.candidate.offer.stacking.exclusive);
  if (alone !== undefined) return { reason: 'exclusive', instead: alone.candidate.offer.id };
  if (offer.stacking.exclusive && outcome.used.length > 0) return { reason: 'exclusive' };
  return { reason: 'not_best' };
}

/** By line, what is left to pay when it is this offer's turn: the used offers before it, less the one it would replace. */
function leftFor(outcome: Outcome, candidate: Candidate): readonly number[] {
  const left = outcome.cart.unit.slice();
  for (const { candidate: other, shares } of outcome.used) {
    if (shares === null || other.offer.stacking.group === candidate.offer.stacking.group) continue;
    if (inApplicationOrder(other, candidate) > 0) continue;
    for (const index of other.touches) left[index] = (left[index] ?? 0) - (shares[index] ?? 0);
  }
  return left;
}

function openFee(outcome: Outcome, offer: Offer): number {
  const others = outcome.used.filter(({ candidate }) => candidate.offer.stacking.group !== offer.stacking.group);
  return others.reduce((fee, { shares, saving }) => (shares === null ? fee - saving : fee), outcome.shippingFee);
}
