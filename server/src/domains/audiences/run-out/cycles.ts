import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { runOne, runQuery } from '../../../platform/event-store/query.ts';
import { boughtSql } from './predict-sql.ts';

/** How long a unit of a category lasts: the median of all gaps between two purchases of a member, by the units she had at their start. */
export type Cycle = {
  readonly categoryId: string;
  readonly daysPerUnit: number;
  /** From so many gaps, of so many members. */
  readonly gaps: number;
  readonly members: number;
};

/** Fewer say more of these few than of the category. */
export const FEWEST = { gaps: 20, members: 10 } as const;

export async function readCycles(ctx: Ctx): Promise<Cycle[]> {
  const { rows } = await sql<Cycle>`
    select category_id, days_per_unit, gaps, members from audiences.category_cycle order by category_id
  `.execute(ctx.db);
  return rows;
}

/** The cycles as the purchases before a moment tell them. */
export async function findCycles(ctx: Pick<Ctx, 'events'>, known: Date): Promise<Cycle[]> {
  if ((await countRepeaters(ctx, known)) < FEWEST.members) return [];
  const rows = await runQuery<Cycle>(
    ctx,
    piece`
SELECT category AS categoryId, quantileExact(0.5)(gap) AS daysPerUnit, count() AS gaps, uniqExact(person_no) AS members
FROM (
  SELECT person_no, category, arrayJoin(arrayMap((gap, units) -> gap / units,
    arrayPopFront(arrayDifference(arrayMap(d -> toInt32(d), bought.1))), arrayPopBack(bought.2))) AS gap
  FROM (${boughtSql(known, null)})
) GROUP BY category HAVING gaps >= ${FEWEST.gaps} AND members >= ${FEWEST.members} ORDER BY category`,
  );
  return rows.map((row) => ({ ...row, gaps: Number(row.gaps), members: Number(row.members) }));
}

/** Who bought twice at all: where these are too few no category has enough of them, and the lines of the orders need not be read. */
async function countRepeaters(ctx: Pick<Ctx, 'events'>, known: Date): Promise<number> {
  const row = await runOne<{ persons: number }>(
    ctx,
    piece`SELECT countIf(times > 1) AS persons FROM (
      SELECT count() AS times FROM history AS events
      WHERE name = 'order.paid' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)} GROUP BY person_no
    )`,
  );
  return Number(row?.persons ?? 0);
}

/** These and no others from now on. */
export async function keepCycles(ctx: Ctx, cycles: readonly Cycle[]): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const ids = cycles.map(({ categoryId }) => categoryId);
    await sql`delete from audiences.category_cycle where category_id <> all(${ids}::text[])`.execute(ctx.db);
    await sql`
      insert into audiences.category_cycle as c (category_id, days_per_unit, gaps, members)
      select * from unnest(${ids}::text[], ${cycles.map((c) => c.daysPerUnit)}::float8[], ${cycles.map((c) => c.gaps)}::int[],
        ${cycles.map((c) => c.members)}::int[])
      on conflict (category_id) do update set days_per_unit = excluded.days_per_unit, gaps = excluded.gaps, members = excluded.members
    `.execute(ctx.db);
  });
}
