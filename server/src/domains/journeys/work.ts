import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Work } from '../../platform/work.ts';

/** Long enough to be seen after a holiday; what lies longer has been looked at, or nobody will. */
const RINGS_DAYS = 14;
/** So many journeys at once are one trouble, and the first few show it. */
const MOST_JOURNEYS = 5;

/** People whose way was set aside by an error, for each journey that has not ended. */
export async function journeyWork(ctx: Ctx): Promise<readonly Work[]> {
  const since = new Date(ctx.now().getTime() - RINGS_DAYS * DAY_MS);
  const { rows } = await sql<{ id: string; name: string; count: number }>`
    select j.id, j.name, count(*) as count
    from journeys.run r join journeys.run_info i on i.run_id = r.id join journeys.journey j on j.no = r.journey_no
    where r.state = 'parked' and i.ended_at > ${since} and j.state <> 'ended'
    group by j.id, j.name order by count desc, j.id limit ${MOST_JOURNEYS}
  `.execute(ctx.db);
  return rows.map(({ id, name, count }) => ({
    kind: `journeys.parked.${id}`,
    words: words(`旅程「${name}」里被搁置的人`, `People set aside in the journey "${name}"`),
    count,
    to: `/journeys/${id}?tab=people&run=parked`,
    needs: 'journeys.read',
  }));
}
