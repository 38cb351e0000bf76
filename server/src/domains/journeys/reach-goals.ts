import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Told } from '../../platform/facts.ts';
import type { Branches } from '../../platform/form/branches.ts';
import { readBranches } from '../catalog/index.ts';
import { cancelMessages } from '../messaging/index.ts';
import { endRuns, sayEnded } from './end-runs.ts';
import { journeyConverted } from './events.ts';
import { findKind } from './find-kind.ts';
import type { Reached } from './goal.ts';
import { byPerson, type Heard } from './heard.ts';
import type { Kit } from './kit.ts';
import { readPlans } from './queries.ts';
import { type Plan, runPrefix } from './run.ts';
import { REACHED } from './standing.ts';
import { askedValues, isSound } from './stored.ts';

type Candidate = {
  readonly runId: number;
  readonly personNo: number;
  readonly memberId: string;
  readonly journeyNo: number;
  readonly version: number;
  readonly treated: boolean;
  readonly enteredAt: Date;
  readonly goalUntil: Date;
};
type Hit = Candidate & { readonly plan: Plan; readonly at: Date; readonly reached: Reached };

/**
 * The goal of everyone whose window is open, in both arms alike and wherever she stands. The earliest fact converts; the
 * orders of the others are remembered, in case that one is given back. `but`: runs that it leaves alone.
 */
export async function reachGoals(
  ctx: Ctx,
  kit: Kit,
  facts: readonly Heard[],
  but: readonly number[] = [],
): Promise<void> {
  const types = new Set(kit.goals.flatMap(({ on }) => on.map(({ type }) => type)));
  const news = byPerson(facts.filter(({ type }) => types.has(type)));
  if (news.size === 0) return;
  const candidates = await findCandidates(ctx, [...news.keys()], facts, but);
  if (candidates.length === 0) return;
  const plans = await readPlans(ctx, [...new Set(candidates.map((c) => c.journeyNo))]);
  const branches = await readBranches(ctx);
  const hits = candidates.map((run): readonly Hit[] => {
    const plan = plans.find((p) => p.journeyNo === run.journeyNo && p.version === run.version);
    return plan && isSound(kit, plan.definition) ? hitsOf(kit, branches, plan, run, news.get(run.personNo) ?? []) : [];
  });
  await remember(ctx, hits.flat());
  await convert(
    ctx,
    hits.flatMap(([first]) => first ?? []),
  );
}

/** Earliest first. */
function hitsOf(kit: Kit, branches: Branches, plan: Plan, run: Candidate, facts: readonly Told[]): readonly Hit[] {
  const { goal } = plan.definition;
  const kind = goal && findKind(kit.goals, goal.kind);
  if (!kind) return [];
  const values = askedValues(kind.form, goal, branches);
  const types = new Set(kind.on.map(({ type }) => type));
  return facts
    .filter(({ type, occurredAt: at }) => types.has(type) && at > run.enteredAt && at <= run.goalUntil)
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
    .flatMap((told): Hit[] => {
      const reached = kind.reached(values, told);
      return reached ? [{ ...run, plan, at: told.occurredAt, reached }] : [];
    });
}

async function findCandidates(
  ctx: Ctx,
  personNos: readonly number[],
  facts: readonly Told[],
  but: readonly number[],
): Promise<readonly Candidate[]> {
  const earliest = new Date(Math.min(...facts.map((told) => told.occurredAt.getTime())));
  const { rows } = await sql<Candidate>`
    select i.run_id, i.person_no, i.member_id, r.journey_no, r.version, r.treated, i.entered_at, i.goal_until
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where i.person_no = any(${[...personNos]}::int[]) and i.goal_until >= ${earliest}
      and i.returned_at is null and i.run_id <> all(${[...but]}::bigint[])
    order by i.run_id
  `.execute(ctx.db);
  return rows;
}

async function remember(ctx: Ctx, hits: readonly Hit[]): Promise<void> {
  if (hits.length === 0) return;
  await sql`
    update journeys.run_order o set reached = true
    from unnest(${hits.map((h) => h.runId)}::bigint[], ${hits.map((h) => h.reached.orderId ?? '')}::text[])
      as given (run_id, order_id)
    where o.run_id = given.run_id and o.order_id = given.order_id
  `.execute(ctx.db);
}

/** An earlier fact that is told later is still the one that converts; she leaves and is announced once. */
async function convert(ctx: Ctx, hits: readonly Hit[]): Promise<void> {
  if (hits.length === 0) return;
  const { rows } = await sql<{ runId: number; fresh: boolean; returned: boolean; held: boolean }>`
    with given as (
      select * from unnest(
        ${hits.map((h) => h.runId)}::bigint[], ${hits.map((h) => h.at)}::timestamptz[],
        ${hits.map((h) => h.reached.orderId)}::text[], ${hits.map((h) => h.reached.useId ?? null)}::text[]
      ) as g (run_id, at, order_id, use_id)
    ), before as (
      select i.run_id, i.converted_at is null as fresh, i.goal_returned as returned, given.at, given.order_id, given.use_id
      from journeys.run_info i join given using (run_id)
      where i.converted_at is null or i.converted_at > given.at order by i.run_id for update of i
    )
    update journeys.run_info i set converted_at = before.at, goal_order_id = before.order_id, goal_use_id = before.use_id,
      goal_returned = false
    from before where i.run_id = before.run_id
    returning i.run_id, before.fresh, before.returned, i.held
  `.execute(ctx.db);
  const found = new Map(rows.map((row) => [row.runId, row]));
  const converted = hits.filter((hit) => found.get(hit.runId)?.fresh);
  const leaving = converted.filter((hit) => hit.plan.definition.exitOnGoal).map((hit) => hit.runId);
  await endRuns(ctx, leaving, 'converted', REACHED.outcome);
  const again = leaving.filter((runId) => found.get(runId)?.returned);
  await sayEnded(ctx, again, 'exited', REACHED);
  await cancelMessages(ctx, leaving.map(runPrefix), REACHED.reason);
  for (const { plan, runId, personNo, memberId, treated, reached } of converted)
    if (found.get(runId)?.held === false)
      ctx.emit(journeyConverted, {
        personNo,
        payload: {
          memberId,
          journeyId: plan.journeyId,
          journeyName: plan.name,
          runId,
          arm: treated ? 'treated' : 'holdout',
          orderId: reached.orderId ?? '',
          amount: reached.amount,
        },
      });
}
