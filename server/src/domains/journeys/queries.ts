import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Definition } from './definition.ts';
import type { Plan, Run, RunInfo, Visitor } from './run.ts';

/**
 * Take runs that are due, of live journeys, skipping those another worker holds. What is done to them happens in the same
 * transaction, so the row locks are the lease: a worker that dies leaves every run exactly where it stood. `except`: journeys
 * whose turn it is not.
 */
export async function takeDue(ctx: Ctx, limit: number, except: readonly number[] = []): Promise<Run[]> {
  const { rows } = await sql<Run>`
    select r.id, r.journey_no, r.version, r.person_no, r.treated, r.node, r.visit, r.way
    from journeys.run r join journeys.journey j on j.no = r.journey_no
    where r.state = 'waiting' and r.wake_at <= ${ctx.now()} and j.state = 'live' and not (j.no = any(${[...except]}::int[]))
    order by r.wake_at limit ${limit} for update of r skip locked
  `.execute(ctx.db);
  return rows;
}

/** Whether any of the next that `takeDue` would take is of these journeys. */
export async function anyDueOf(ctx: Ctx, journeyNos: readonly number[], limit: number): Promise<boolean> {
  const { rows } = await sql`
    select from (
      select r.journey_no from journeys.run r join journeys.journey j on j.no = r.journey_no
      where r.state = 'waiting' and r.wake_at <= ${ctx.now()} and j.state = 'live'
      order by r.wake_at limit ${limit}
    ) as due where journey_no = any(${[...journeyNos]}::int[]) limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/** When the next run of a live journey wakes. */
export const nextWake = sql`(
  select min(r.wake_at) from journeys.run r
  where r.state = 'waiting' and r.journey_no in (select no from journeys.journey where state = 'live')
)`;

/** Every version of the given journeys. */
export async function readPlans(ctx: Ctx, journeyNos: readonly number[]): Promise<Plan[]> {
  const { rows } = await sql<Plan>`
    select ${PLAN} from journeys.version v join journeys.journey j on j.no = v.journey_no
    where j.no = any(${[...journeyNos]}::int[])
  `.execute(ctx.db);
  return rows;
}

/** A version that somebody may be under way in: whether it takes people in now, and whether its journey stands still. */
export type OpenPlan = Plan & { readonly takesIn: boolean; readonly paused: boolean };

export async function readOpenPlans(ctx: Ctx): Promise<OpenPlan[]> {
  const { rows } = await sql<OpenPlan>`
    select ${PLAN}, v.version = j.version as takes_in, j.state = 'paused' as paused
    from journeys.journey j join journeys.version v on v.journey_no = j.no
    where j.state in ('live', 'paused') order by j.no, v.version
  `.execute(ctx.db);
  return rows;
}

const PLAN = sql.raw(
  'j.no as journey_no, j.id as journey_id, j.name, coalesce(j.playbook, j.id) as salt, v.version, v.definition',
);

export async function readInfos(ctx: Ctx, runs: readonly Pick<Visitor, 'id'>[]): Promise<Map<number, RunInfo>> {
  const { rows } = await sql<RunInfo>`
    select run_id, person_no, member_id, context, entered_at from journeys.run_info
    where run_id = any(${runs.map((r) => r.id)}::bigint[])
  `.execute(ctx.db);
  return new Map(rows.map((r) => [r.runId, r]));
}

/** How many orders each run has counted so far, without those that were given back whole; one without any is absent. */
export async function countOrdersSinceEntry(ctx: Ctx, runs: readonly Visitor[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ runId: number; count: number }>`
    select run_id, count(*) as count from journeys.run_order
    where run_id = any(${runs.map((r) => r.id)}::bigint[]) and returned_at is null group by 1
  `.execute(ctx.db);
  return new Map(rows.map((r) => [r.runId, r.count]));
}

/** A stay at a node: until when, and since when it listens for what is told (null: it does not). */
export type Stay = { readonly node: string; readonly wakeAt: Date; readonly since: Date | null };

/** Set runs to stay at a node, all by one statement. */
export async function moveRuns(ctx: Ctx, runs: readonly Visitor[], { node, wakeAt, since }: Stay): Promise<void> {
  await sql`
    update journeys.run r set node = ${node}, wake_at = ${wakeAt}, visit = given.visit, since = ${since}, way = null
    from unnest(${runs.map((r) => r.id)}::bigint[], ${runs.map((r) => r.visit)}::int[]) as given (id, visit)
    where r.id = given.id and r.state = 'waiting'
  `.execute(ctx.db);
}

export async function addContext(
  ctx: Ctx,
  entries: readonly { readonly runId: number; readonly values: Readonly<Record<string, string>> }[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    update journeys.run_info i set context = i.context || given.extra
    from unnest(${entries.map((e) => e.runId)}::bigint[], ${entries.map((e) => JSON.stringify(e.values))}::jsonb[]) as given (run_id, extra)
    where i.run_id = given.run_id
  `.execute(ctx.db);
}

export type NodeTally = {
  readonly journeyNo: number;
  readonly version: number;
  readonly node: string;
  visited: number;
  wentOn: number;
};

export async function countNodes(ctx: Ctx, tallies: readonly NodeTally[]): Promise<void> {
  if (tallies.length === 0) return;
  const rows = [...tallies].sort(
    (a, b) => a.journeyNo - b.journeyNo || a.version - b.version || (a.node < b.node ? -1 : 1),
  );
  await sql`
    insert into journeys.node_stat (journey_no, version, node, visited, went_on)
    select * from unnest(
      ${rows.map((t) => t.journeyNo)}::int[], ${rows.map((t) => t.version)}::int[], ${rows.map((t) => t.node)}::text[],
      ${rows.map((t) => t.visited)}::bigint[], ${rows.map((t) => t.wentOn)}::bigint[]
    )
    on conflict (journey_no, version, node) do update set
      visited = journeys.node_stat.visited + excluded.visited, went_on = journeys.node_stat.went_on + excluded.went_on
  `.execute(ctx.db);
}

export type JourneyRecord = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly playbook: string | null;
  readonly state: 'draft' | 'live' | 'paused' | 'ended';
  readonly version: number;
  readonly definition: Definition;
  readonly settings: Settings | null;
  readonly places: Places;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** The playbook that a definition was made by, and the values it was made of. */
export type Settings = { readonly playbook: string; readonly values: Draft };

/** Where boxes lie on the canvas, by the key of the node. */
export type Places = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

export async function findJourney(ctx: Ctx, id: string): Promise<JourneyRecord | undefined> {
  const { rows } = await sql<JourneyRecord>`
    select j.no, j.id, j.name, j.playbook, j.state, j.version, v.definition, v.settings, v.places, j.created_at, j.updated_at
    from journeys.journey j join journeys.version v on v.journey_no = j.no and v.version = j.version
    where j.id = ${id}
  `.execute(ctx.db);
  return rows[0];
}
