import { offerNames } from '../events.ts';

/** The name under which levels and cards stand among the offers. */
export const privilegeSourceName = offerNames.holders;

const mark = 'delivery:';

/** The offer of one of the free deliveries that a holder (the level, or a card) has left. */
export function deliveryOf(holder: string): string {
  return `${mark}${holder}`;
}

/** Whether this offer is one of a month's free deliveries, and not a price of a piece. */
export function isQuota(offerId: string): boolean {
  return offerId.startsWith(mark);
}

/** Whose offer it is: `level`, or a card. */
export function holderIn(offerId: string): string {
  return isQuota(offerId) ? offerId.slice(mark.length) : offerId;
}
