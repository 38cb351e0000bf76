import { sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../platform/outcomes.ts';
import type { Kit } from './kit.ts';
import { readResult } from './result.ts';

/** More journeys at once are looked at one by one. */
const MOST = 60;

export function journeyOutcomes(kit: Kit): Outcomes {
  return { kinds: ['journey'], ofTheDays: false, most: MOST, ask: async (ctx, days) => ask(ctx, kit, days) };
}

/** Journeys that anybody came into on these days: each as its own page tells it, over all its time. */
async function ask(ctx: Ctx, kit: Kit, { from, to }: OutcomeDays) {
  const { rows } = await sql<{ id: string; name: string }>`
    select j.id, j.name from journeys.journey j where j.no in (
      select i.journey_no from journeys.run_info i where not i.tester
        and i.entered_at >= ${dayStart(from)} and i.entered_at < ${dayStart(addDays(to, 1))}
    ) order by j.no desc limit ${MOST}
  `.execute(ctx.db);
  const found = [];
  for (const { id, name } of rows) {
    const { treated, holdout, cost, extra } = await readResult(ctx, kit, id, true);
    found.push(
      outcomeOf({
        kind: 'journey',
        id,
        name,
        to: `/journeys/${id}?tab=result`,
        people: treated.members,
        cost,
        sales: treated.revenue,
        ...(holdout.members === 0
          ? {}
          : { compared: { extra: extra?.revenue ?? null, returnOnCost: extra?.returnOnCost ?? null } }),
      }),
    );
  }
  return found;
}
