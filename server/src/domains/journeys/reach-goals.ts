import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Told } from '../../platform/facts.ts';
import { cancelMessages } from '../messaging/index.ts';
import { endRuns } from './end-runs.ts';
import { journeyConverted } from './events.ts';
import { findKind } from './find-kind.ts';
import type { Reached } from './goal.ts';
import type { Kit } from './kit.ts';
import { readPlans } from './queries.ts';
import { type Plan, runPrefix } from './run.ts';
import { isSound, storedValues } from './stored.ts';

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

/** The goal of everyone whose window is open, in both arms alike and wherever she stands; the first fact converts. */
export async function reachGoals(ctx: Ctx, kit: Kit, facts: readonly Told[]): Promise<void> {
  const types = new Set(kit.goals.flatMap(({ on }) => on.map(({ type }) => type)));
  const byPerson = new Map<number, Told[]>();
  for (const told of facts) {
    if (told.personNo === null || !types.has(told.type)) continue;
    byPerson.set(told.personNo, [...(byPerson.get(told.personNo) ?? []), told]);
  }
  if (byPerson.size === 0) return;
  const candidates = await findCandidates(ctx, [...byPerson.keys()], facts);
  if (candidates.length === 0) return;
  const plans = await readPlans(ctx, [...new Set(candidates.map((c) => c.journeyNo))]);
  const hits = candidates.flatMap((run): Hit[] => {
    const plan = plans.find((p) => p.journeyNo === run.journeyNo && p.version === run.version);
    return plan && isSound(kit, plan.definition) ? firstHit(kit, plan, run, byPerson.get(run.personNo) ?? []) : [];
  });
  await convert(ctx, hits);
}

function firstHit(kit: Kit, plan: Plan, run: Candidate, facts: readonly Told[]): Hit[] {
  const { goal } = plan.definition;
  const kind = goal && findKind(kit.goals, goal.kind);
  if (!kind) return [];
  const values = storedValues(kind.form, goal);
  const types = new Set(kind.on.map(({ type }) => type));
  return facts
    .filter(({ type, occurredAt: at }) => types.has(type) && at > run.enteredAt && at <= run.goalUntil)
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
    .flatMap((told): Hit[] => {
      const reached = kind.reached(values, told);
      return reached ? [{ ...run, plan, at: told.occurredAt, reached }] : [];
    })
    .slice(0, 1);
}

async function findCandidates(
  ctx: Ctx,
  personNos: readonly number[],
  facts: readonly Told[],
): Promise<readonly Candidate[]> {
  const earliest = new Date(Math.min(...facts.map((told) => told.occurredAt.getTime())));
  const { rows } = await sql<Candidate>`
    select i.run_id, i.person_no, i.member_id, r.journey_no, r.version, r.treated, i.entered_at, i.goal_until
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where i.person_no = any(${[...personNos]}::int[]) and i.goal_until >= ${earliest} and i.converted_at is null
    order by i.run_id
  `.execute(ctx.db);
  return rows;
}

async function convert(ctx: Ctx, hits: readonly Hit[]): Promise<void> {
  if (hits.length === 0) return;
  const { rows } = await sql<{ runId: number }>`
    update journeys.run_info i set converted_at = given.at
    from unnest(${hits.map((h) => h.runId)}::bigint[], ${hits.map((h) => h.at)}::timestamptz[]) as given (run_id, at)
    where i.run_id = given.run_id and i.converted_at is null
    returning i.run_id
  `.execute(ctx.db);
  const fresh = new Set(rows.map((r) => r.runId));
  const converted = hits.filter((hit) => fresh.has(hit.runId));
  const leaving = converted.filter((hit) => hit.plan.definition.exitOnGoal).map((hit) => hit.runId);
  await endRuns(ctx, leaving, 'converted', words('达成目标', 'Reached the goal'));
  await cancelMessages(ctx, leaving.map(runPrefix), 'goal_reached');
  for (const { plan, runId, personNo, memberId, treated, reached } of converted)
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
