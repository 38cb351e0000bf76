import type { Ctx } from '../../platform/ctx.ts';

export type Merge = { readonly loser: number; readonly winner: number };

const COLUMNS =
  'name, ts, event_id, received_at, source, session_id, page, value, product_id, category_id, order_id, props';

/**
 * Two records turned out to be one person: her events move to the number that stays. Rare (a phone number bound late),
 * so they are rewritten once and no report has to know. Done twice it changes nothing, for event ids are kept.
 */
export async function mergePersons(ctx: Ctx, merges: readonly Merge[]): Promise<void> {
  const cluster = ctx.config.clickhouseCluster;
  for (const { loser, winner } of merges) {
    await ctx.events.exec(
      `INSERT INTO events (person_no, ${COLUMNS})
       SELECT {winner:UInt32}, ${COLUMNS} FROM events WHERE person_no = {loser:UInt32}`,
      { winner, loser },
    );
    const table = cluster ? `events_local ON CLUSTER '${cluster}'` : 'events';
    await ctx.events.exec(`DELETE FROM ${table} WHERE person_no = {loser:UInt32}`, { loser });
  }
}

/** Which number stands for which now: facts of transactions that began before a merge may come after it. */
export async function mergedNumbers(ctx: Ctx): Promise<(personNo: number) => number> {
  const rows = await ctx.events.query<Merge>(
    `SELECT JSONExtractUInt(props, 'loserNo') AS loser, JSONExtractUInt(props, 'winnerNo') AS winner
     FROM events WHERE name = 'member.merged' AND loser != winner ORDER BY ts`,
  );
  const winnerOf = new Map(rows.map(({ loser, winner }) => [loser, winner]));
  return (personNo) => {
    let number = personNo;
    // A chain of merges ends; a circle (two numbers merged both ways) is cut off rather than followed for ever.
    for (let hops = 0; hops < 20; hops += 1) {
      const next = winnerOf.get(number);
      if (next === undefined) break;
      number = next;
    }
    return number;
  };
}
