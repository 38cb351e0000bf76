import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { nodeOf } from './definition.ts';
import { journeyEntered } from './events.ts';
import { countNodes } from './queries.ts';
import type { Plan, RunContext } from './run.ts';
import { wakeTime } from './steps/wait.ts';

export type Entrant = {
  readonly personNo: number;
  readonly memberId: string;
  /** What brought her in, once: the fact's number. A journey that is entered once in a life uses its own key. */
  readonly entryKey: string;
  readonly because: string;
  readonly context: RunContext;
  readonly at: Date;
};

/**
 * Let persons into a journey, any number by one statement. Who was in before, or is still in, or has to rest first, is
 * left out by the re-entry rule; the unique entry key stops doubles whatever runs at the same time. The arm is drawn from
 * journey (or playbook) and person, so it never changes. Inside a transaction. Answers how many came in.
 */
export async function enter(ctx: Ctx, plan: Plan, entrants: readonly Entrant[]): Promise<number> {
  if (entrants.length === 0) return 0;
  const { definition } = plan;
  const { reentry, goal } = definition;
  const rest = reentry.kind === 'after_exit' ? reentry.cooldownDays : null;
  const restedBefore = rest === null ? null : new Date(ctx.now().getTime() - rest * DAY_MS);
  const { rows } = await sql<{ runId: number; personNo: number; treated: boolean }>`
    with given as (
      select distinct on (person_no) * from unnest(
        ${entrants.map((e) => e.personNo)}::int[], ${entrants.map((e) => e.memberId)}::text[],
        ${entrants.map((e) => (rest === null ? 'once' : e.entryKey))}::text[], ${entrants.map((e) => e.because)}::text[],
        ${entrants.map((e) => JSON.stringify(e.context))}::jsonb[], ${entrants.map((e) => e.at)}::timestamptz[],
        ${entrants.map((e) => firstWake(plan, e.at, ctx.now()))}::timestamptz[]
      ) as g (person_no, member_id, entry_key, because, context, at, wake_at)
      order by person_no, at
    ), allowed as (
      select * from given g where not exists (
        select from journeys.run_info i
        where i.journey_no = ${plan.journeyNo} and i.person_no = g.person_no
          and (${restedBefore}::timestamptz is null or i.ended_at is null or i.ended_at > ${restedBefore}::timestamptz)
      )
    ), numbered as (
      select nextval(pg_get_serial_sequence('journeys.run', 'id')) as run_id, * from allowed
    ), runs as (
      insert into journeys.run (id, journey_no, version, person_no, treated, node, wake_at)
      overriding system value
      select run_id, ${plan.journeyNo}, ${plan.version}, person_no,
        ((hashtextextended(${plan.salt} || ':' || person_no, 0) % 100) + 100) % 100 >= ${definition.holdout},
        ${definition.start}, wake_at
      from numbered returning id, person_no, treated
    ), infos as (
      insert into journeys.run_info (run_id, journey_no, person_no, member_id, entry_key, because, context, entered_at, goal_until)
      select run_id, ${plan.journeyNo}, person_no, member_id, entry_key, because, context, at,
        at + ${goal ? goal.withinDays : null}::int * interval '1 day'
      from numbered
    )
    select id as run_id, person_no, treated from runs
  `.execute(ctx.db);
  if (waitAtStart(plan)) {
    const { journeyNo, version } = plan;
    await countNodes(ctx, [{ journeyNo, version, node: definition.start, visited: rows.length, wentOn: 0 }]);
  }
  const byPerson = new Map(entrants.map((e) => [e.personNo, e]));
  for (const { runId, personNo, treated } of rows) {
    const entrant = byPerson.get(personNo);
    if (!entrant) continue;
    ctx.emit(journeyEntered, {
      personNo,
      payload: {
        memberId: entrant.memberId,
        journeyId: plan.journeyId,
        journeyName: plan.name,
        runId,
        arm: treated ? 'treated' : 'holdout',
        because: { kind: 'journey', id: plan.journeyId, label: entrant.because },
      },
    });
  }
  return rows.length;
}

/** A journey that begins with a wait waits from the moment that brought her in; any other begins at once. */
function firstWake(plan: Plan, at: Date, now: Date): Date {
  const wait = waitAtStart(plan);
  return wait ? wakeTime(wait, at) : now;
}

function waitAtStart({ definition }: Plan) {
  const node = nodeOf(definition, definition.start);
  return node?.kind === 'wait' || node?.kind === 'wait_until' ? node : null;
}
