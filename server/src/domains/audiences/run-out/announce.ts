import { sql } from 'kysely';
import { addDays, nextMinuteOfDay, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { bound, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { findByPersonNo } from '../../members/index.ts';
import { memberRunsOut } from '../events.ts';
import { readStandings } from '../standings.ts';
import { type Cycle, findCycles, keepCycles } from './cycles.ts';
import { runOutSql } from './predict-sql.ts';

/** Days before the end at which it is said. */
export const DAYS_BEFORE = 3;
/** What ended longer ago is no news: she has it from elsewhere, or does without. */
const STALE_DAYS = 7;
const AT_MINUTE = 8 * 60;
/** A look that was cut off is begun anew. */
const LEASE_MS = 15 * 60_000;
const A_BATCH = 1000;

export async function beginRunOuts(ctx: Ctx): Promise<void> {
  await sql`
    insert into audiences.run_out_pass (due_at) values (${nextMinuteOfDay(ctx.now(), AT_MINUTE)}) on conflict do nothing
  `.execute(ctx.db);
}

/**
 * Each morning at eight the cycles of the categories are found anew, and whose goods end within three days is told, once after each
 * purchase. No transaction is open while the store computes.
 */
export const announceRunOuts = sweep({
  name: 'audiences.run-out',
  due: sql`(select due_at from audiences.run_out_pass)`,
  run: async (ctx, { catchUp }) => {
    const { rows } = await sql`
      update audiences.run_out_pass set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)} where due_at <= ${ctx.now()} returning 1
    `.execute(ctx.db);
    if (rows.length === 0) return 0;
    const cycles = await findCycles(ctx, ctx.now());
    await keepCycles(ctx, cycles);
    // Who bought again a moment ago is told of nothing; where nothing comes to an end, nobody is.
    if (cycles.length > 0) await catchUp();
    const ending = await findEnding(ctx, cycles);
    for (let start = 0; start < ending.length; start += A_BATCH) await tell(ctx, ending.slice(start, start + A_BATCH));
    const tomorrow = nextMinuteOfDay(new Date(ctx.now().getTime() + 1), AT_MINUTE);
    await sql`update audiences.run_out_pass set due_at = ${tomorrow}`.execute(ctx.db);
    return 1;
  },
});

type Ending = {
  readonly personNo: number;
  readonly categoryId: string;
  readonly lastDay: string;
  readonly productId: string;
  readonly skuId: string;
  readonly goods: string;
  readonly purchases: number;
  readonly runsOutOn: string;
};

async function findEnding(ctx: Ctx, cycles: readonly Cycle[]): Promise<Ending[]> {
  if (cycles.length === 0) return [];
  const today = shanghaiDay(ctx.now());
  return runQuery<Ending>(
    ctx,
    piece`
SELECT person_no AS personNo, category AS categoryId, toString(days[-1]) AS lastDay, bought.3[-1] AS productId, bought.4[-1] AS skuId,
  bought.5[-1] AS goods, toUInt32(length(bought)) AS purchases, toString(run_out) AS runsOutOn
FROM (${runOutSql(ctx.now(), cycles, null)})
WHERE run_out <= ${bound('Date', addDays(today, DAYS_BEFORE))} AND run_out >= ${bound('Date', addDays(today, -STALE_DAYS))}
ORDER BY person_no, category`,
  );
}

/** Who came with a file and has bought nothing here hears nothing: silence is no news of hers. */
async function tell(ctx: Ctx, ending: readonly Ending[]): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ personNo: number; categoryId: string }>`
      insert into audiences.run_out_told as t (person_no, category_id, last_day)
      select * from unnest(${ending.map((e) => e.personNo)}::int[], ${ending.map((e) => e.categoryId)}::text[], ${ending.map((e) => e.lastDay)}::date[])
      on conflict (person_no, category_id) do update set last_day = excluded.last_day where t.last_day < excluded.last_day
      returning person_no, category_id
    `.execute(ctx.db);
    const fresh = new Set(rows.map(({ personNo, categoryId }) => `${personNo} ${categoryId}`));
    const news = ending.filter(({ personNo, categoryId }) => fresh.has(`${personNo} ${categoryId}`));
    const personNos = [...new Set(news.map(({ personNo }) => personNo))];
    const members = await findByPersonNo(ctx, personNos);
    const quiet = new Set(
      (await readStandings(ctx, personNos)).filter(({ arrival }) => arrival !== null).map((s) => s.personNo),
    );
    for (const { personNo, ...payload } of news) {
      const member = members.get(personNo);
      if (member && !quiet.has(personNo))
        ctx.emit(memberRunsOut, { personNo, payload: { memberId: member.id, ...payload } });
    }
  });
}
