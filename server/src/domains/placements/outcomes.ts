import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../platform/outcomes.ts';
import { readResult } from './result.ts';

/** More at once are looked at one by one. */
const MOST = 60;

export const placementOutcomes: Outcomes = { kinds: ['placement'], ofTheDays: false, most: MOST, ask };

/** Pop-ups and slots that anybody met on these days: each as its own page tells it, over all its time. */
async function ask(ctx: Ctx, { from, to }: OutcomeDays) {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from placements.placement p where exists (
      select from placements.tally t where t.placement_no = p.no and t.day between ${from}::date and ${to}::date
    ) order by p.no desc limit ${MOST}
  `.execute(ctx.db);
  const found = [];
  for (const { id, name } of rows) {
    const { people, treated, holdout, cost, extra } = await readResult(ctx, id);
    found.push(
      outcomeOf({
        kind: 'placement',
        id,
        name,
        to: `/placements/${id}`,
        people,
        cost,
        sales: treated.revenue,
        who: { of: 'placements.people', values: { placement: id, who: 'people' } },
        ...(holdout.members === 0
          ? {}
          : { compared: { extra: extra?.revenue ?? null, returnOnCost: extra?.returnOnCost ?? null } }),
      }),
    );
  }
  return found;
}
