import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { cancelMessages } from '../messaging/index.ts';
import { orderRefunded } from '../orders/events.ts';
import { announceEnded, endRuns, sayEnded } from './end-runs.ts';
import type { Heard } from './heard.ts';
import type { Kit } from './kit.ts';
import { readPlans } from './queries.ts';
import { runPrefix } from './run.ts';
import { RETURNED, UNDONE } from './standing.ts';
import { undoSteps } from './undo-steps.ts';

type Returned = { readonly orderId: string; readonly at: Date; readonly persons: readonly number[] };

/**
 * Orders that were given back whole never were, in both arms alike. Who came in by one leaves, and what her run gave, asked
 * for and noted is taken back as far as it can be; what one had reached within the time is reached by another, or not at all.
 */
export async function returnOrders(ctx: Ctx, kit: Kit, facts: readonly Heard[]): Promise<void> {
  const returned = facts.flatMap((told): Returned[] => {
    const refund = payloadOf(orderRefunded, told);
    return refund?.whole ? [{ orderId: refund.orderId, at: told.occurredAt, persons: told.persons }] : [];
  });
  if (returned.length === 0) return;
  await takeGoalsBack(ctx, returned);
  await sendAway(ctx, kit, returned);
}

async function takeGoalsBack(ctx: Ctx, returned: readonly Returned[]): Promise<void> {
  const { rows } = await sql<{ runId: number; lost: boolean }>`
    with back as (
      select order_id, min(at) as at
      from unnest(${returned.map((r) => r.orderId)}::text[], ${returned.map((r) => r.at)}::timestamptz[]) as b (order_id, at)
      group by order_id
    ), gone as (
      update journeys.run_order o set returned_at = back.at from back
      where o.order_id = back.order_id and o.returned_at is null
      returning o.run_id, o.order_id, back.at
    ), undone as (
      select i.run_id from journeys.run_info i join gone g on g.run_id = i.run_id and g.order_id = i.goal_order_id
      where i.converted_at is not null and g.at <= i.goal_until order by i.run_id for update of i
    ), instead as (
      select u.run_id, o.order_id, o.at from undone u left join lateral (
        select order_id, at from journeys.run_order o
        where o.run_id = u.run_id and o.reached and o.returned_at is null
          and not exists (select from gone g where g.run_id = o.run_id and g.order_id = o.order_id)
        order by at, order_id limit 1
      ) as o on true
    )
    update journeys.run_info i
    set converted_at = instead.at, goal_order_id = instead.order_id, goal_returned = instead.at is null
    from instead where i.run_id = instead.run_id
    returning i.run_id, i.converted_at is null as lost
  `.execute(ctx.db);
  const lost = rows.flatMap(({ runId, lost }) => (lost ? [runId] : []));
  await sayEnded(ctx, lost, 'converted', UNDONE);
}

type Leaving = { readonly runId: number; readonly journeyNo: number; readonly version: number };

/** A run that has led to another order stands: that order was paid, whatever became of the first. */
async function sendAway(ctx: Ctx, kit: Kit, returned: readonly Returned[]): Promise<void> {
  const { rows } = await sql<Leaving>`
    with back as (
      select distinct person_no, b.order_id, b.at
      from unnest(${returned.map((r) => r.orderId)}::text[], ${returned.map((r) => r.at)}::timestamptz[],
        ${returned.map((r) => JSON.stringify(r.persons))}::jsonb[]) as b (order_id, at, persons)
      cross join lateral (select value::int as person_no from jsonb_array_elements_text(b.persons)) as p
    )
    update journeys.run_info i set returned_at = back.at
    from back join journeys.run r on r.person_no = back.person_no
    where i.run_id = r.id and i.context->>'orderId' = back.order_id and i.returned_at is null and i.converted_at is null
    returning i.run_id, r.journey_no, r.version
  `.execute(ctx.db);
  if (rows.length === 0) return;
  const plans = await readPlans(ctx, [...new Set(rows.map((r) => r.journeyNo))]);
  for (const plan of plans) {
    const runIds = rows.filter((r) => r.journeyNo === plan.journeyNo && r.version === plan.version).map((r) => r.runId);
    if (runIds.length === 0) continue;
    announceEnded(ctx, plan, await endRuns(ctx, runIds, RETURNED.state, RETURNED.outcome), 'exited', RETURNED.outcome);
    await cancelMessages(ctx, runIds.map(runPrefix), RETURNED.reason);
    await undoSteps(ctx, kit, plan, runIds);
  }
}
