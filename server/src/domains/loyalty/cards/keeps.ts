import { type Words, words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../../platform/calendar.ts';
import { type CardRow, monthsBegun } from './card.ts';

/** Days from its beginning in which a card that gave nothing yet goes back whole. */
const UNUSED_DAYS = 7;

export type Used = {
  /** Free deliveries of all its months, those of orders that are not paid yet too. */
  readonly deliveries: number;
  /** Fen that it took off, of orders that are not paid yet too. */
  readonly saved: number;
};

/** The rule for people; `keeps` is the same in numbers. */
export const returnRule: Words = words(
  `开卡 ${UNUSED_DAYS} 天内没用过可全额退。之后按已开始的月份、已用的免运费次数、已省金额三者中最多的一项扣除，其余原路退回。`,
  `Unused, it goes back whole within ${UNUSED_DAYS} days. After that the shop keeps the share of the months that have begun, the share of the free deliveries that were used, or what it saved, whichever is most; the rest goes back the way it was paid.`,
);

/** What the shop keeps of `paid` when the card is given back now. Between 0 and `paid`; fen. Pure. */
export function keeps(
  paid: number,
  card: Pick<CardRow, 'startsAt' | 'months' | 'freeShipping'>,
  { deliveries, saved }: Used,
  now: Date,
): number {
  const begun = monthsBegun(card, now);
  const young = now.getTime() < card.startsAt.getTime() + UNUSED_DAYS * DAY_MS;
  if (young && deliveries === 0 && saved === 0) return 0;
  const inAll = (card.freeShipping ?? 0) * card.months;
  const ofDeliveries = inAll === 0 ? 0 : Math.ceil((paid * deliveries) / inAll);
  return Math.min(paid, Math.max(Math.ceil((paid * begun) / card.months), ofDeliveries, saved));
}
