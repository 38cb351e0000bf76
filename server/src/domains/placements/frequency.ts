import { daysBetween } from '../../platform/calendar.ts';

/** How often one person meets a placement. */
export type Frequency = {
  /** On each visit of its page; so many times a business day; on one business day of so many. */
  readonly pace:
    | { readonly kind: 'always' }
    | { readonly kind: 'daily'; readonly times: number }
    | { readonly kind: 'days'; readonly every: number };
  readonly inAll: number | null;
  readonly stopsAfterTap: boolean;
  readonly stopsAfterClose: boolean;
  /** Or it comes again only so many business days after she closed it. */
  readonly restAfterClose: number | null;
};

/** What she has met of it so far, on all her phones. */
export type Met = {
  readonly shown: number;
  readonly tapped: number;
  readonly closed: number;
  /** The business day on which it was shown last, and how often on it. */
  readonly day: string | null;
  readonly onDay: number;
  /** The business day on which she closed it last. */
  readonly closedOn: string | null;
};

export const NOTHING_MET: Met = { shown: 0, tapped: 0, closed: 0, day: null, onDay: 0, closedOn: null };

/** Whether it may be shown to her once more on this business day. */
export function mayShow(
  { pace, inAll, stopsAfterTap, stopsAfterClose, restAfterClose }: Frequency,
  met: Met,
  today: string,
): boolean {
  if (stopsAfterTap && met.tapped > 0) return false;
  if (stopsAfterClose && met.closed > 0) return false;
  if (restAfterClose !== null && met.closedOn !== null && daysBetween(met.closedOn, today) < restAfterClose)
    return false;
  if (inAll !== null && met.shown >= inAll) return false;
  if (met.day === null || pace.kind === 'always') return true;
  const since = daysBetween(met.day, today);
  return pace.kind === 'daily' ? since !== 0 || met.onDay < pace.times : since >= pace.every;
}

/** Whether showing it has to be allowed first: elsewhere she may have met it a moment ago. */
export function isCounted({ pace, inAll }: Frequency): boolean {
  return pace.kind !== 'always' || inAll !== null;
}

/** One more showing. */
export function shownOnce(met: Met, today: string): Met {
  return { ...met, shown: met.shown + 1, day: today, onDay: met.day === today ? met.onDay + 1 : 1 };
}
