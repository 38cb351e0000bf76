import { DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runOne, runQuery } from '../../../platform/event-store/query.ts';
import { purchases } from '../../analytics/index.ts';
import type { Rules } from '../insight/rules.ts';
import { readModel } from '../value/value-model.ts';
import { worthSql } from '../value/worth.ts';
import type { Grade, Lines } from './lines.ts';

export type Graded = {
  readonly lines: Lines;
  readonly of: ReadonlyMap<number, Grade>;
};

/**
 * Every buyer with her grade. The lines are drawn so that the first `gradeS` percent of buyers are S, the next `gradeA` percent A and the next
 * `gradeB` percent B; whoever is worth as much as the last of them is in with her. Worth is what the models expect her to spend, or what she
 * spent; it is that too while there are too few buyers for a model. Null where nobody has bought.
 */
export async function findGrades(ctx: Ctx, rules: Rules): Promise<Graded | null> {
  if (!(await hasBuyers(ctx))) return null;
  const { gradeDays, gradeS, gradeA, gradeB } = rules;
  const model = rules.gradeBy === 'expected' ? await readModel(ctx) : null;
  const [now, day] = [ctx.now(), shanghaiDay(ctx.now())];
  const buyers: Piece =
    model === null
      ? spentSql(now, gradeDays)
      : piece`SELECT person_no, expected AS worth FROM (${await worthSql(ctx, model, { moment: now, day }, gradeDays)})`;
  const levels = [gradeS, gradeS + gradeA, gradeS + gradeA + gradeB].map((percent) => 1 - percent / 100);
  const row = await runOne<{ lines: readonly [number, number, number]; buyers: number }>(
    ctx,
    piece`SELECT quantilesExactHigh(${levels.join(', ')})(toFloat64(worth)) AS lines, count() AS buyers FROM (${buyers})`,
  );
  if (!row || Number(row.buyers) === 0) return null;
  const [s, a, b] = row.lines;
  const rows = await runQuery<{ grade: Grade; persons: readonly number[] }>(
    ctx,
    piece`SELECT multiIf(worth <= 0, 'C', worth >= ${bound('Float64', s)}, 'S', worth >= ${bound('Float64', a)}, 'A', worth >= ${bound('Float64', b)}, 'B', 'C') AS grade,
      groupArray(person_no) AS persons FROM (${buyers}) GROUP BY grade`,
  );
  const of = new Map<number, Grade>();
  for (const { grade, persons } of rows) for (const no of persons) of.set(no, grade);
  return { lines: { by: model === null ? 'spent' : 'expected', days: gradeDays, day, s, a, b }, of };
}

async function hasBuyers(ctx: Ctx): Promise<boolean> {
  const row = await runOne(ctx, piece`SELECT 1 AS one FROM history AS events WHERE name = 'order.paid' LIMIT 1`);
  return row !== undefined;
}

/** What was spent on orders of the days, of everyone with an order that counts. */
function spentSql(now: Date, days: number): Piece {
  const since = bound(INSTANT, new Date(now.getTime() - days * DAY_MS));
  return piece`SELECT person_no, sumIf(bought.spent, paid_at >= ${since}) AS worth FROM (${purchases(now)}) AS bought
    GROUP BY person_no HAVING countIf(counts) > 0`;
}
