import { sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../platform/outcomes.ts';
import { readResult } from './result.ts';

/** More at once are looked at one by one. */
const MOST = 60;

export const activityOutcomes: Outcomes = { kinds: ['activity'], ofTheDays: false, most: MOST, ask };

/** Activities that ran on these days: each as its own page tells it, over all its time. */
async function ask(ctx: Ctx, { from, to }: OutcomeDays) {
  const { rows } = await sql<{ id: string; name: string }>`
    select a.id, a.name from activities.activity a
    where a.state <> 'draft' and a.starts_at < ${dayStart(addDays(to, 1))} and a.ends_at > ${dayStart(from)} and a.starts_at <= ${ctx.now()}
    order by a.no desc limit ${MOST}
  `.execute(ctx.db);
  const found = [];
  for (const { id, name } of rows) {
    const { joined, newHelpers, treated, holdout, cost, extra } = await readResult(ctx, id);
    found.push(
      outcomeOf({
        kind: 'activity',
        id,
        name,
        to: `/activities/${id}`,
        people: joined,
        newMembers: newHelpers,
        cost,
        sales: treated.revenue,
        who: { of: 'activities.people', values: { activity: id, who: 'joined' } },
        ...(holdout.members === 0
          ? {}
          : { compared: { extra: extra?.revenue ?? null, returnOnCost: extra?.returnOnCost ?? null } }),
      }),
    );
  }
  return found;
}
