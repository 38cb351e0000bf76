import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { readUplift } from './result.ts';

/** Journeys that are asked at most: the ones that most people went through. */
const MOST = 12;

/**
 * What journeys of this shop brought, in points of percent of those they took in, against their holdouts: the mean of those of which
 * there are enough people, each weighed by how sure it is; below 0 where fewer bought of those it took in. Null where none of them can be
 * said anything of.
 */
export async function measuredPercent(ctx: Ctx): Promise<number | null> {
  const { rows } = await sql<{ id: string }>`
    select j.id from journeys.journey j join (
      select journey_no, count(*) as entered from journeys.run group by 1 order by 2 desc limit ${MOST}
    ) as busy on busy.journey_no = j.no
  `.execute(ctx.db);
  let [sum, weight] = [0, 0];
  for (const { id } of rows) {
    const { verdict, points, low, high } = await readUplift(ctx, id);
    if (verdict === 'too_few' || high <= low) continue;
    const sure = 1 / (high - low) ** 2;
    sum += points * sure;
    weight += sure;
  }
  return weight > 0 ? sum / weight : null;
}
