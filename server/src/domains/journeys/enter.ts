import type { Words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { findByPersonNo } from '../members/index.ts';
import { nodeOf } from './definition.ts';
import { journeyEntered } from './events.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { countNodes } from './queries.ts';
import type { Plan, RunContext } from './run.ts';
import { storedValues } from './stored.ts';

export type Entrant = {
  readonly personNo: number;
  readonly memberId: string;
  /** What brought her in, once: the fact's number. A journey that is entered once in a life uses its own key. */
  readonly entryKey: string;
  readonly because: Words;
  readonly context: RunContext;
  readonly at: Date;
};

/**
 * Let persons into a journey, any number by one statement. Who was in before, or is still in, or has to rest first, is
 * left out by the re-entry rule; the unique entry key stops doubles whatever runs at the same time. The arm is drawn from
 * journey (or playbook) and person, so it never changes. Inside a transaction. Answers the runs that came of it. `held`: the
 * journey stands still, and that she has come in is told when somebody lets her go on.
 */
export async function enter<E extends Entrant>(
  ctx: Ctx,
  kit: Kit,
  plan: Plan,
  all: readonly E[],
  held = false,
): Promise<readonly { readonly runId: number; readonly entrant: E }[]> {
  const entrants = firstOfEach(all);
  if (entrants.length === 0) return [];
  const { definition } = plan;
  const { reentry } = definition;
  const rest = reentry.kind === 'after_exit' ? reentry.cooldownDays : null;
  const restedBefore = rest === null ? null : new Date(ctx.now().getTime() - rest * DAY_MS);
  const start = startOf(kit, plan);
  const known = await findByPersonNo(
    ctx,
    entrants.map((e) => e.personNo),
  );
  const { rows } = await sql<{ runId: number; personNo: number; treated: boolean }>`
    with given as (
      select * from unnest(
        ${entrants.map((e) => e.personNo)}::int[], ${entrants.map((e) => e.memberId)}::text[],
        ${entrants.map((e) => (rest === null ? 'once' : e.entryKey))}::text[],
        ${entrants.map((e) => JSON.stringify(e.because))}::jsonb[],
        ${entrants.map((e) => JSON.stringify(e.context))}::jsonb[], ${entrants.map((e) => e.at)}::timestamptz[],
        ${entrants.map((e) => start.wakeAt(e.at) ?? ctx.now())}::timestamptz[],
        ${entrants.map((e) => known.get(e.personNo)?.tester ?? false)}::boolean[]
      ) as g (person_no, member_id, entry_key, because, context, at, wake_at, tester)
    ), allowed as (
      select * from given g where not exists (
        select from journeys.run_info i
        where i.journey_no = ${plan.journeyNo} and i.person_no = g.person_no
          and (${restedBefore}::timestamptz is null or i.ended_at is null or i.ended_at > ${restedBefore}::timestamptz
            or i.entry_key = g.entry_key)
      )
    ), numbered as (
      select nextval(pg_get_serial_sequence('journeys.run', 'id')) as run_id, * from allowed
    ), runs as (
      insert into journeys.run (id, journey_no, version, person_no, treated, node, wake_at, since)
      overriding system value
      select run_id, ${plan.journeyNo}, ${plan.version}, person_no,
        tester or ${isTreated(plan.salt, definition.holdout)},
        ${definition.start}, wake_at, case when ${start.listens} then at end
      from numbered returning id, person_no, treated
    ), infos as (
      insert into journeys.run_info (run_id, journey_no, version, person_no, member_id, entry_key, because, context,
        entered_at, goal_until, held, tester)
      select run_id, ${plan.journeyNo}, ${plan.version}, person_no, member_id, entry_key, because, context, at,
        at + ${goalDays(kit, plan)}::int * interval '1 day', ${held}, tester
      from numbered
    )
    select id as run_id, person_no, treated from runs
  `.execute(ctx.db);
  if (start.rests) {
    const { journeyNo, version } = plan;
    await countNodes(ctx, [{ journeyNo, version, node: definition.start, visited: rows.length, wentOn: 0 }]);
  }
  const byPerson = new Map(entrants.map((e) => [e.personNo, e]));
  return rows.flatMap(({ runId, personNo, treated }) => {
    const entrant = byPerson.get(personNo);
    if (!entrant) return [];
    if (!held) announceEntered(ctx, plan, { ...entrant, runId, treated });
    return [{ runId, entrant }];
  });
}

type Entered = Pick<Entrant, 'personNo' | 'memberId' | 'because'> & {
  readonly runId: number;
  readonly treated: boolean;
};

export function announceEntered(
  ctx: Ctx,
  plan: Pick<Plan, 'journeyId' | 'name'>,
  { personNo, memberId, because, runId, treated }: Entered,
): void {
  ctx.emit(journeyEntered, {
    personNo,
    payload: {
      memberId,
      journeyId: plan.journeyId,
      journeyName: plan.name,
      runId,
      arm: treated ? 'treated' : 'holdout',
      because: { kind: 'journey', id: plan.journeyId, label: because },
    },
  });
}

/**
 * Which arm `person_no` is in: hers for good in one journey, whatever else she does and however the share changes about
 * her, and in another journey drawn anew. `holdout` in percent.
 */
export function isTreated(salt: string, holdout: number): RawBuilder<boolean> {
  return sql<boolean>`((hashtextextended(${salt} || ':' || person_no, 0) % 100) + 100) % 100 >= ${holdout}`;
}

/** A person comes in by the first thing that brings her. */
function firstOfEach<E extends Entrant>(entrants: readonly E[]): readonly E[] {
  const first = new Map<number, E>();
  for (const entrant of entrants) {
    const found = first.get(entrant.personNo);
    if (!found || entrant.at < found.at) first.set(entrant.personNo, entrant);
  }
  return [...first.values()];
}

type Start = { readonly rests: boolean; readonly listens: boolean; readonly wakeAt: (at: Date) => Date | null };

/** A journey that begins with a rest rests from the moment that brought her in; any other begins at once. */
function startOf(kit: Kit, { definition }: Plan): Start {
  const node = nodeOf(definition, definition.start);
  const step = node && findKind(kit.steps, node.kind);
  if (!node || !step?.rest) return { rests: false, listens: false, wakeAt: () => null };
  const { rest, form } = step;
  const values = storedValues(form, node);
  return { rests: true, listens: rest.told !== undefined, wakeAt: (at: Date) => rest.until(values, at) };
}

function goalDays(kit: Kit, { definition: { goal } }: Plan): number | null {
  const kind = goal && findKind(kit.goals, goal.kind);
  return kind ? kind.days(storedValues(kind.form, goal)) : null;
}
