import { keptOf } from './days.ts';
import type { LinkStore, Unmerge } from './person-links.ts';

const COLUMNS =
  'name, ts, event_id, received_at, source, session_id, page, value, product_id, category_id, order_id, props';
// A merge after an undone one writes the very rows of the first: they must not be taken for its repetition.
const ALWAYS = 'SETTINGS insert_deduplicate = 0';

/**
 * Merges from before there were links wrote a person's events anew under the number that stayed, and their ids into
 * `event_origin`: when such a one is undone they are written back. It has nothing to do for any later merge.
 */
export async function returnCopied(store: LinkStore, { loser, winner }: Unmerge): Promise<void> {
  const rows = await store.events.query<{ event_id: string }>(
    'SELECT DISTINCT event_id FROM event_origin WHERE person_no = {loser:UInt32}',
    { loser },
  );
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.event_id);
  // Ids are handed over as a list: on a cluster they lie on another shard than the survivor's events.
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const params = { loser, winner, ids: ids.slice(start, start + AT_ONCE) };
    const hers = 'person_no = {winner:UInt32} AND event_id IN {ids:Array(String)}';
    await store.events.exec(
      `INSERT INTO events (person_no, ${COLUMNS}) ${ALWAYS} SELECT {loser:UInt32}, ${COLUMNS} FROM events WHERE ${hers}`,
      params,
    );
    await store.events.exec(`DELETE FROM ${inPlace(store, 'events')} WHERE ${hers}`, params);
  }
  await daysAnew(store, winner);
  await store.events.exec(`DELETE FROM ${inPlace(store, 'event_origin')} WHERE person_no = {loser:UInt32}`, { loser });
}

/** What is kept of her days is made anew from what is hers now: a set forgets nobody by itself. */
async function daysAnew(store: LinkStore, personNo: number): Promise<void> {
  const { exec } = store.events;
  for (const table of ['day_sets', 'month_sets'])
    await exec(
      `ALTER TABLE ${inPlace(store, table)} UPDATE who = bitmapAndnot(who, bitmapBuild([{personNo:UInt32}]))
       WHERE bitmapContains(who, {personNo:UInt32}) SETTINGS mutations_sync = 1`,
      { personNo },
    );
  await exec(`DELETE FROM ${inPlace(store, 'moments')} WHERE person_no = {personNo:UInt32}`, { personNo });
  for (const insert of keptOf('person_no = {personNo:UInt32}')) await exec(insert, { personNo });
}

// Parameters travel in the address: some hundred ids stay below what servers take there.
const AT_ONCE = 500;

function inPlace({ cluster }: LinkStore, table: string): string {
  return cluster ? `${table}_local ON CLUSTER '${cluster}'` : table;
}
