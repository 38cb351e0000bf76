import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../../platform/outcomes.ts';
import type { BatchAct } from './batch-act.ts';
import { readIncrement } from './increment.ts';
import { countOutcomes, findBatch } from './queries.ts';

/** More at once are looked at one by one. */
const MOST = 60;

export function batchOutcomes(acts: readonly BatchAct[]): Outcomes {
  return { kinds: ['batch'], ofTheDays: false, most: MOST, ask: async (ctx, days) => ask(ctx, acts, days) };
}

/** What was given to many on these days and costs something: each as its own page tells it. */
async function ask(ctx: Ctx, acts: readonly BatchAct[], { from, to }: OutcomeDays) {
  const measured = acts.flatMap(({ kind, measured: how }) => (how ? [kind] : []));
  const { rows } = await sql<{ id: string }>`
    select id from members.batch where kind = any(${measured}::text[]) and created_at >= ${dayStart(from)} and created_at < ${dayStart(addDays(to, 1))}
    order by created_at desc, id desc limit ${MOST}
  `.execute(ctx.db);
  const found = [];
  for (const { id } of rows) {
    const batch = await findBatch(ctx, id);
    if (batch === undefined) continue;
    const about = { kind: 'batch' as const, id, name: batch.title, to: `/member-batches/${id}` };
    if (batch.comparedUntil !== null) {
      const { treated, cost, extra } = await readIncrement(ctx, acts, id);
      const compared = { extra: extra?.revenue ?? null, returnOnCost: extra?.returnOnCost ?? null };
      found.push(outcomeOf({ ...about, people: treated.members, cost, sales: treated.revenue, compared }));
      continue;
    }
    const outcomes = await countOutcomes(ctx, [id]);
    const people = outcomes.filter(({ outcome }) => outcome === 'given').reduce((sum, { members }) => sum + members, 0);
    const how = acts.find(({ kind }) => kind === batch.kind)?.measured;
    const cost = (await how?.cost(ctx, { batchId: id, before: ctx.now(), except: [] })) ?? null;
    found.push(outcomeOf({ ...about, people, cost, who: { of: 'members.batch', values: { id, outcome: 'given' } } }));
  }
  return found;
}
