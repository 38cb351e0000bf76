import { anyOf, bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import type { StoreCtx } from '../../platform/event-store/query.ts';
import { earlier } from '../../platform/event-store/range.ts';
import { propertyText, selects } from '../../platform/event-store/selector.ts';
import { dayEndSql } from '../../platform/event-store/zone.ts';
import { attemptsOfPaths, fitsPaths } from './funnel-paths.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { fitsSets, levelsSql } from './funnel-sets.ts';
import { type PersonAttempt, walkAttempts } from './funnel-walk.ts';

/**
 * Everybody in the funnel, one row each: `level` (steps done), `total` (ms from the first to the last of them), `part` (the value of
 * a property of what began her furthest attempt; of several events of that instant the first by the alphabet), and `is_open`: she did
 * not come through, and began so lately that she still may.
 */
export async function attemptsSql(ctx: StoreCtx, plan: FunnelPlan, property: string | null): Promise<Piece> {
  const now = earlier(plan.range.known, ctx.now()).getTime();
  const until = plan.window === 'day' ? dayEndSql('last_begun', plan.range.zone) : `last_begun + ${plan.window.ms}`;
  return piece`SELECT person_no, length(times) AS level, times[-1] - times[1] AS total, part, level < ${plan.steps.length} AND ${until} >= ${now} AS is_open
FROM (
  SELECT person_no, if(done[1] = 0, [first_begun], done) AS times, last_begun,
    arraySort(arrayMap(b -> b.2, arrayFilter(b -> b.1 = times[1], begun)))[1] AS part
  FROM (${await timesSql(ctx, plan)}) AS attempts
  INNER JOIN (${begunSql(plan, property)}) AS beginnings USING (person_no)
)`;
}

/** When each did the steps of her furthest attempt, ms; a first of 0 is the first beginning that she made. */
async function timesSql(ctx: StoreCtx, plan: FunnelPlan): Promise<Piece> {
  if (fitsSets(plan)) {
    const times = plan.steps.map((_, n) => `toInt64(t${n})`).join(', ');
    return piece`SELECT person_no, arraySlice([${times}], 1, level) AS done FROM (${levelsSql(plan)})`;
  }
  const paths = fitsPaths(plan) ? await attemptsOfPaths(ctx, plan) : null;
  if (paths === null) return writtenSql(await walkAttempts(ctx, plan));
  const found = piece`SELECT person_no, arrayMap(t -> toInt64(t), times) AS done FROM (${paths.found}) WHERE notEmpty(times)`;
  return paths.walked.length === 0 ? found : piece`${found} UNION ALL ${writtenSql(paths.walked)}`;
}

/** Attempts that were walked here as a statement: one literal, which costs the parser nothing. */
function writtenSql(attempts: readonly PersonAttempt[]): Piece {
  if (attempts.length === 0) return piece`SELECT toUInt32(0) AS person_no, CAST([], 'Array(Int64)') AS done WHERE 0`;
  const text = attempts.map(({ personNo, times }) => `${personNo},${times.join(',')}`).join(';');
  const row = `arrayMap(n -> toInt64(n), splitByChar(',', arrayJoin(splitByChar(';', '${text}'))))`;
  return {
    sql: `SELECT toUInt32(row[1]) AS person_no, arrayPopFront(row) AS done FROM (SELECT ${row} AS row)`,
    params: {},
  };
}

/** Whatever begins an attempt, by person: any step in any order, else the first. */
function begunSql(plan: FunnelPlan, property: string | null): Piece {
  const begins = plan.order === 'any' ? plan.steps : plan.steps.slice(0, 1);
  const part = property === null ? piece`''` : piece`trimBoth(toString(${propertyText(property)}))`;
  return piece`SELECT person_no, min(begun_at) AS first_begun, max(begun_at) AS last_begun, groupArray((begun_at, begun_by)) AS begun
FROM (
  SELECT person_no, toUnixTimestamp64Milli(ts) AS begun_at, ${part} AS begun_by FROM history AS events
  WHERE (${anyOf(begins.map(selects))}) AND person_no > 0 AND ts >= ${bound(INSTANT, plan.from)} AND ts < ${bound(INSTANT, earlier(plan.startUntil, plan.until))}
)
GROUP BY person_no`;
}
