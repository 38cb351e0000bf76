import type { cardState } from '@huoshui/contracts/words/loyalty';
import { DAY_MS } from '../../../platform/calendar.ts';

/** A month of a card, so that a term is a whole number of them and quotas begin anew within it. */
export const CARD_MONTH_DAYS = 31;
export const MONTH_MS = CARD_MONTH_DAYS * DAY_MS;

export type Terms = {
  readonly name: string;
  readonly months: number;
  /** Percent that she pays of the list price. */
  readonly paysPercent: number | null;
  readonly pointTenths: number;
  /** Free deliveries in each of its months. */
  readonly freeShipping: number | null;
  /** Template of a coupon that comes in each of its months. */
  readonly monthlyCoupon: string | null;
};

export type CardKindRow = Terms & {
  readonly id: string;
  readonly price: number;
  readonly ended: boolean;
  readonly createdAt: Date;
};

export type CardRow = Terms & {
  readonly id: string;
  readonly kindId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly orderId: string;
  readonly state: 'unpaid' | 'paid' | 'returned';
  readonly startsAt: Date;
  readonly endsAt: Date;
};

export function endOf(start: Date, months: number): Date {
  return new Date(start.getTime() + months * MONTH_MS);
}

/** How it stands for people; half-open: at `endsAt` it is over. */
export function shownState({ state, startsAt, endsAt }: CardRow, now: Date): keyof typeof cardState {
  if (state === 'returned') return 'returned';
  if (now < startsAt) return 'upcoming';
  return now < endsAt ? 'running' : 'over';
}

/** Months of it that have begun; 0 before it begins. */
export function monthsBegun({ startsAt, months }: Pick<CardRow, 'startsAt' | 'months'>, now: Date): number {
  const passed = now.getTime() - startsAt.getTime();
  return passed < 0 ? 0 : Math.min(months, Math.floor(passed / MONTH_MS) + 1);
}

/** Under which a month of its quota is counted. */
export function monthKey(card: Pick<CardRow, 'startsAt' | 'months'>, now: Date): string {
  return `m${monthsBegun(card, now)}`;
}

/** The name under which it holds quotas and prices. */
export function holderOf({ id }: Pick<CardRow, 'id'>): string {
  return `card:${id}`;
}

/** Its id, where a holder is a card. */
export function cardIn(holder: string): string | null {
  return holder.startsWith('card:') ? holder.slice('card:'.length) : null;
}
