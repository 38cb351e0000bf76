import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import { type PersonSet, personsOfQuery, union } from '../../platform/event-store/person-set.ts';
import { anyOf, bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import type { StoreCtx } from '../../platform/event-store/query.ts';
import { selects } from '../../platform/event-store/selector.ts';
import { daySetsSql, readDays } from './days.ts';

/**
 * Who did an event from one instant until another, which is not in it; `*` is whatever she did herself. Whole days are the sets that are
 * kept of them, and only what is cut off the first and the last day is read from the events.
 */
export async function personsWhoDid(
  ctx: Pick<StoreCtx, 'events'>,
  event: string,
  since: Date,
  until: Date,
): Promise<PersonSet> {
  const begun = shanghaiDay(since);
  const first = dayStart(begun) < since ? addDays(begun, 1) : begun;
  const end = shanghaiDay(until);
  const within = (from: Date, to: Date) => piece`ts >= ${bound(INSTANT, from)} AND ts < ${bound(INSTANT, to)}`;
  const parts = first > end ? [within(since, until)] : [within(since, dayStart(first)), within(dayStart(end), until)];
  const cut = personsOfQuery(
    piece`SELECT person_no FROM history AS events WHERE ${selects({ event })} AND person_no > 0 AND (${anyOf(parts)})`,
  );
  if (first >= end) return cut;
  const name = event === '*' ? piece`own` : piece`name = ${bound('String', event)}`;
  const which = piece`${name} AND day >= ${bound('Date', first)} AND day < ${bound('Date', end)}`;
  const days = daySetsSql(await readDays(ctx), which);
  return union([{ bitmap: piece`(SELECT groupBitmapMergeState(who) FROM (${days}))` }, cut]);
}
