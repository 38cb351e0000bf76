import type { EventStore } from '../../server/src/platform/event-store/client.ts';

/**
 * The same events as systems keep them that ask their raw events anew each time (the layout is that of Dittofeed's `user_events_v2`): in the order in
 * which they arrived, persons by their text, in the same store.
 */
export async function fillRawEvents(events: EventStore): Promise<void> {
  await events.exec(
    `CREATE TABLE raw_events (arrived DateTime64(3, 'UTC'), person String, at DateTime64(3, 'UTC'), event LowCardinality(String), id String, properties String)
     ENGINE = MergeTree ORDER BY (arrived, person, at, id)`,
  );
  // Month by month, as they came.
  const months = await events.query<{ month: number }>(
    'SELECT DISTINCT toYYYYMM(ts) AS month FROM events ORDER BY month',
  );
  for (const { month } of months)
    await events.exec(
      `INSERT INTO raw_events SELECT ts, concat('mem_', leftPad(toString(person_no), 26, '0')), ts, name, event_id, props
       FROM events WHERE person_no > 0 AND toYYYYMM(ts) = {month:UInt32}`,
      { month },
    );
}

type Stretch = { readonly viewed: Date; readonly bought: Date; readonly at: Date };

/** Who viewed goods and bought nothing, as one would ask it. */
export async function notInOfRaw(events: EventStore, stretch: Stretch): Promise<number> {
  const [row] = await events.query<{ persons: number }>(
    `SELECT uniqExact(person) AS persons FROM raw_events
     WHERE event = 'product_view' AND at >= {viewed:DateTime64(3, 'UTC')} AND at < {at:DateTime64(3, 'UTC')} AND person NOT IN (
       SELECT person FROM raw_events WHERE event = 'order.paid' AND at >= {bought:DateTime64(3, 'UTC')} AND at < {at:DateTime64(3, 'UTC')})`,
    stretch,
  );
  return Number(row?.persons);
}

/** The same of our own table, where the events of a name lie together by the number of the person: most of what there is to win is won there already. */
export async function notInOfOurs(events: EventStore, stretch: Stretch): Promise<number> {
  const [row] = await events.query<{ persons: number }>(
    `SELECT uniqExact(person_no) AS persons FROM history AS events
     WHERE name = 'product_view' AND person_no > 0 AND ts >= {viewed:DateTime64(3, 'UTC')} AND ts < {at:DateTime64(3, 'UTC')} AND person_no NOT IN (
       SELECT person_no FROM history AS events WHERE name = 'order.paid' AND ts >= {bought:DateTime64(3, 'UTC')} AND ts < {at:DateTime64(3, 'UTC')})`,
    stretch,
  );
  return Number(row?.persons);
}
