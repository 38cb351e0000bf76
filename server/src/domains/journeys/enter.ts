import type { Words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import { restedSince } from '../../platform/calendar.ts';
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
 * left out by the re-entry rule: of each key by itself where several runs of one person may stand side by side. An entry is
 * named by the run that it follows, so of two that come at the same moment the unique entry key lets one in. The arm is drawn from
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
  const { definition } = plan;
  const { reentry } = definition;
  const entrants = firstOfEach(all.map((entrant) => ({ entrant, runKey: runKeyOf(reentry, entrant) })));
  if (entrants.length === 0) return [];
  const rest = reentry.kind === 'never' ? null : reentry.cooldownDays;
  const restedBefore = rest === null ? null : restedSince(ctx.now(), rest);
  const start = startOf(kit, plan);
  const known = await findByPersonNo(
    ctx,
    entrants.map(({ entrant: e }) => e.personNo),
  );
  const keyed = reentry.kind === 'by_key';
  const { rows } = await sql<{ runId: number; n: number; treated: boolean }>`
    with given as (
      select * from unnest(
        ${entrants.map(({ entrant: e }) => e.personNo)}::int[], ${entrants.map(({ entrant: e }) => e.memberId)}::text[],
        ${entrants.map(({ runKey }) => runKey)}::text[], ${entrants.map(({ entrant: e }) => e.entryKey)}::text[],
        ${entrants.map(({ entrant: e }) => JSON.stringify(e.because))}::jsonb[],
        ${entrants.map(({ entrant: e }) => JSON.stringify(e.context))}::jsonb[],
        ${entrants.map(({ entrant: e }) => e.at)}::timestamptz[],
        ${entrants.map(({ entrant: e }) => start.wakeAt(e.at) ?? ctx.now())}::timestamptz[],
        ${entrants.map(({ entrant: e }) => known.get(e.personNo)?.tester ?? false)}::boolean[]
      ) with ordinality as g (person_no, member_id, run_key, brought_by, because, context, at, wake_at, tester, n)
    ), before as (
      select g.n, max(i.run_id) as last, bool_or(${restedBefore}::timestamptz is null or i.ended_at is null
        or i.ended_at >= ${restedBefore}::timestamptz or g.brought_by in (i.brought_by, i.entry_key)) as too_soon
      from given g join journeys.run_info i on i.journey_no = ${plan.journeyNo} and i.person_no = g.person_no
        and (i.run_key = g.run_key or not ${keyed})
      group by g.n
    ), numbered as (
      select nextval(pg_get_serial_sequence('journeys.run', 'id')) as run_id, g.*,
        case when ${rest === null} then 'once' else g.run_key || '>' || coalesce(b.last, 0) end as entry_key
      from given g left join before b using (n) where b.too_soon is not true order by g.person_no, g.n
    ), infos as (
      insert into journeys.run_info (run_id, journey_no, version, person_no, member_id, entry_key, run_key, brought_by,
        because, context, entered_at, goal_until, held, tester)
      select run_id, ${plan.journeyNo}, ${plan.version}, person_no, member_id, entry_key, run_key, brought_by,
        because, context, at, at + ${goalDays(kit, plan)}::int * interval '1 day', ${held}, tester
      from numbered
      on conflict do nothing returning run_id
    ), runs as (
      insert into journeys.run (id, journey_no, version, person_no, treated, node, wake_at, since)
      overriding system value
      select run_id, ${plan.journeyNo}, ${plan.version}, person_no,
        tester or ${isTreated(plan.salt, definition.holdout)},
        ${definition.start}, wake_at, case when ${start.listens} then at end
      from numbered join infos using (run_id) returning id, treated
    )
    select r.id as run_id, n.n::int as n, r.treated from runs r join numbered n on n.run_id = r.id
  `.execute(ctx.db);
  if (start.rests) {
    const { journeyNo, version } = plan;
    await countNodes(ctx, [{ journeyNo, version, node: definition.start, visited: rows.length, wentOn: 0 }]);
  }
  return rows.flatMap(({ runId, n, treated }) => {
    const entrant = entrants[n - 1]?.entrant;
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

type Reentry = Plan['definition']['reentry'];

/**
 * What tells her run apart from others of hers in the same journey: the order or product that it is about, what brought her
 * in, or nothing. Who is brought in by something that names none has one run at a time.
 */
export function runKeyOf(reentry: Reentry, { context, entryKey }: Pick<Entrant, 'context' | 'entryKey'>): string {
  if (reentry.kind !== 'by_key') return '';
  return reentry.by === 'happening' ? entryKey : (context[KEY[reentry.by]] ?? '');
}

/** Where a context says what a run is about. */
export const KEY = { order: 'orderId', product: 'productId' } as const;

type Keyed<E> = { readonly entrant: E; readonly runKey: string };

/** A person comes in by the first thing that brings her; where runs are told apart, by the first of each. */
function firstOfEach<E extends Entrant>(all: readonly Keyed<E>[]): readonly Keyed<E>[] {
  const first = new Map<string, Keyed<E>>();
  for (const one of all) {
    const key = `${one.entrant.personNo} ${one.runKey}`;
    const found = first.get(key);
    if (!found || one.entrant.at < found.entrant.at) first.set(key, one);
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
