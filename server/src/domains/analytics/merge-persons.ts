import type { Ctx } from '../../platform/ctx.ts';

export type Merge = { readonly kind: 'merge'; readonly loser: number; readonly winner: number };
/** A merge undone: what came with `loser` leaves the survivor again. */
export type Unmerge = { readonly kind: 'unmerge'; readonly loser: number; readonly winner: number };

const COLUMNS =
  'name, ts, event_id, received_at, source, session_id, page, value, product_id, category_id, order_id, props';
// A merge after an undone one writes the very rows of the first: they must not be taken for its repetition.
const ALWAYS = 'SETTINGS insert_deduplicate = 0';

/**
 * Two records turned out to be one person: her events move to the number that stays, and back when an operator takes the
 * two apart. Rare, so they are rewritten once and no report has to know. Done twice it changes nothing, for event ids are
 * kept. In the order of the facts.
 */
export async function movePersons(ctx: Ctx, changes: readonly (Merge | Unmerge)[]): Promise<void> {
  for (const change of changes) {
    if (change.kind === 'merge') await merge(ctx, change);
    else await unmerge(ctx, change);
  }
}

async function merge(ctx: Ctx, { loser, winner }: Merge): Promise<void> {
  await ctx.events.exec(
    `INSERT INTO event_origin (person_no, event_id) ${ALWAYS}
     SELECT {loser:UInt32}, event_id FROM events WHERE person_no = {loser:UInt32}`,
    { loser },
  );
  await ctx.events.exec(
    `INSERT INTO events (person_no, ${COLUMNS}) ${ALWAYS}
     SELECT {winner:UInt32}, ${COLUMNS} FROM events WHERE person_no = {loser:UInt32}`,
    { winner, loser },
  );
  await ctx.events.exec(`DELETE FROM ${inPlace(ctx, 'events')} WHERE person_no = {loser:UInt32}`, { loser });
}

async function unmerge(ctx: Ctx, { loser, winner }: Unmerge): Promise<void> {
  const rows = await ctx.events.query<{ event_id: string }>(
    'SELECT DISTINCT event_id FROM event_origin WHERE person_no = {loser:UInt32}',
    { loser },
  );
  const ids = rows.map((row) => row.event_id);
  // Ids are handed over as a list: on a cluster they lie on another shard than the survivor's events.
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const params = { loser, winner, ids: ids.slice(start, start + AT_ONCE) };
    const hers = 'person_no = {winner:UInt32} AND event_id IN {ids:Array(String)}';
    await ctx.events.exec(
      `INSERT INTO events (person_no, ${COLUMNS}) ${ALWAYS} SELECT {loser:UInt32}, ${COLUMNS} FROM events WHERE ${hers}`,
      params,
    );
    await ctx.events.exec(`DELETE FROM ${inPlace(ctx, 'events')} WHERE ${hers}`, params);
  }
  await ctx.events.exec(`DELETE FROM ${inPlace(ctx, 'event_origin')} WHERE person_no = {loser:UInt32}`, { loser });
}

// Parameters travel in the address: some hundred ids stay below what servers take there.
const AT_ONCE = 500;

function inPlace(ctx: Ctx, table: string): string {
  const cluster = ctx.config.clickhouseCluster;
  return cluster ? `${table}_local ON CLUSTER '${cluster}'` : table;
}

/** Where facts about a number belong now, and the numbers on the way there. */
export type Way = { readonly personNo: number; readonly through: readonly number[] };

/** Which number stands for which now: facts of transactions that began before a merge may come after it. */
export async function mergedNumbers(ctx: Ctx): Promise<(personNo: number) => Way> {
  const rows = await ctx.events.query<{ name: string; loser: number; winner: number }>(
    `SELECT name, JSONExtractUInt(props, if(name = 'member.merged', 'loserNo', 'returnedNo')) AS loser,
       JSONExtractUInt(props, 'winnerNo') AS winner
     FROM events WHERE name IN ('member.merged', 'member.unmerged') AND loser != winner
     ORDER BY toUInt64OrZero(substring(event_id, 6))`,
  );
  const winnerOf = new Map<number, number>();
  for (const { name, loser, winner } of rows) {
    if (name === 'member.merged') winnerOf.set(loser, winner);
    else winnerOf.delete(loser);
  }
  return (personNo) => {
    const through: number[] = [];
    let number = personNo;
    // A chain of merges ends; a circle (two numbers merged both ways) is cut off rather than followed for ever.
    for (let hops = 0; hops < 20; hops += 1) {
      const next = winnerOf.get(number);
      if (next === undefined) break;
      through.push(number);
      number = next;
    }
    return { personNo: number, through };
  };
}
