import type { offersMeet } from '@huoshui/contracts/words/pricing';
import { areApart, areRivals, type Offer } from '../offer.ts';

export type How = keyof typeof offersMeet;

/** How two offers for the same goods live with one another; null where they are never open at the same time. */
export function howTheyMeet(one: Offer, other: Offer): How | null {
  if (!overlaps(one, other)) return null;
  if (one.layer === 'unit' && other.layer === 'unit') return 'lowest';
  if (one.stacking.exclusive || other.stacking.exclusive || areApart(standing(one), standing(other))) return 'apart';
  if (!areRivals(standing(one), standing(other))) return 'stack';
  return one.stacking.givesWay || other.stacking.givesWay ? 'first' : 'best';
}

/** On one line. */
function standing(offer: Offer) {
  return { offer, stacking: offer.stacking, lines: [0] };
}

function overlaps(one: Offer, other: Offer): boolean {
  const ends = (offer: Offer) => offer.endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return one.startsAt.getTime() < ends(other) && other.startsAt.getTime() < ends(one);
}
