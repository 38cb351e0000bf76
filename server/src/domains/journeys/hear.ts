import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Told } from '../../platform/facts.ts';
import { unheard } from '../../platform/listeners.ts';
import { type Node, nodeOf } from './definition.ts';
import { findKind } from './find-kind.ts';
import { byPerson, type Heard } from './heard.ts';
import type { Kit } from './kit.ts';
import { orderOf } from './order-of.ts';
import type { Move, Plan, Run, RunContext } from './run.ts';
import type { Step } from './step.ts';
import { storedValues } from './stored.ts';

/** The one listener through which facts come to journeys; its place says which of them have been heard. */
export const LISTENER = 'journeys.on-triggers';

/**
 * Persons come to a node that waits for a fact while the fact is told. Whoever moves them holds this lock with others,
 * whoever hears facts holds it alone: either they stand there when the fact is heard, or the fact was told before they came.
 * Taken before any row, so that the two never wait for each other in a ring.
 */
export async function holdTelling(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('journeys.telling'))`.execute(ctx.db);
}

/** As `holdTelling`, alone; only when some plan waits for facts at all. Answers whether one does. */
export async function holdTellingAlone(ctx: Ctx, kit: Kit, plans: readonly Plan[]): Promise<boolean> {
  const waits = plans.some((plan) => plan.definition.nodes.some((node) => findKind(kit.steps, node.kind)?.rest?.told));
  if (waits) await sql`select pg_advisory_xact_lock(hashtext('journeys.telling'))`.execute(ctx.db);
  return waits;
}

type Listening = {
  readonly id: number;
  readonly personNo: number;
  readonly journeyNo: number;
  readonly version: number;
  readonly node: string;
  readonly since: Date;
  readonly wakeAt: Date;
  readonly runKey: string;
  readonly context: RunContext;
};

/**
 * Wake those who wait to be told one of these facts: two statements for any number of them. `cameWith`: who came in by a
 * fact of this very batch, and its place in it: what was told before that is no news to her.
 */
export async function wakeByFacts(
  ctx: Ctx,
  kit: Kit,
  plans: readonly Plan[],
  facts: readonly Heard[],
  cameWith: ReadonlyMap<number, number>,
): Promise<void> {
  const news = byPerson(facts);
  const { rows } = await sql<Listening>`
    select r.id, r.person_no, r.journey_no, r.version, r.node, r.since, r.wake_at, i.run_key, i.context
    from journeys.run r join journeys.run_info i on i.run_id = r.id
    where r.person_no = any(${[...news.keys()]}::int[])
      and r.state = 'waiting' and r.since is not null and r.way is null
    order by r.id for update of r
  `.execute(ctx.db);
  const woken = rows.flatMap((run) => {
    const plan = plans.find((p) => p.journeyNo === run.journeyNo && p.version === run.version);
    const node = plan && nodeOf(plan.definition, run.node);
    const step = node && findKind(kit.steps, node.kind);
    if (!node || !step?.rest?.told) return [];
    const { means, way } = step.rest.told;
    const values = storedValues(step.form, node);
    const about = { id: run.id, ...orderOf(plan, run) };
    const heard = news
      .get(run.personNo)
      ?.some((told) => told.place > (cameWith.get(run.id) ?? -1) && isWithin(run, told) && means(values, told, about));
    return heard ? [{ id: run.id, way }] : [];
  });
  if (woken.length === 0) return;
  await sql`
    update journeys.run r set way = given.way, wake_at = ${ctx.now()}
    from unnest(${woken.map((w) => w.id)}::bigint[], ${woken.map((w) => w.way)}::text[]) as given (id, way)
    where r.id = given.id
  `.execute(ctx.db);
}

/**
 * A rest that listens is over: who was woken goes her way. For the others the time is over, unless what they waited for has
 * been told in time and not been heard yet, because the listener is behind: then it counts as if it had been.
 */
export async function partByTold(
  ctx: Ctx,
  plan: Plan,
  { form, rest }: Step,
  node: Node,
  runs: readonly Run[],
): Promise<readonly Move<Run>[]> {
  if (!rest?.told) throw new Error(`${node.kind} does not listen`);
  const { on, means, way } = rest.told;
  const values = storedValues(form, node);
  const late = runs.filter((run) => run.way === null);
  const news = await unheard(
    ctx,
    LISTENER,
    on,
    late.map((run) => run.personNo),
  );
  const stays = news.length > 0 ? await readStays(ctx, late) : new Map<number, Stayed>();
  const told = (run: Run) =>
    run.way !== null ||
    news.some((fact) => {
      const stayed = stays.get(run.id);
      if (!stayed || fact.personNo !== run.personNo || !isWithin(stayed, fact)) return false;
      return means(values, fact, { id: run.id, ...orderOf(plan, stayed) });
    });
  return [
    { runs: runs.filter((run) => told(run)), way },
    { runs: runs.filter((run) => !told(run)), way: rest.way },
  ];
}

type Stayed = Pick<Listening, 'id' | 'since' | 'wakeAt' | 'runKey' | 'context'>;

async function readStays(ctx: Ctx, runs: readonly Run[]): Promise<Map<number, Stayed>> {
  const { rows } = await sql<Stayed>`
    select r.id, r.since, r.wake_at, i.run_key, i.context
    from journeys.run r join journeys.run_info i on i.run_id = r.id
    where r.id = any(${runs.map((run) => run.id)}::bigint[]) and r.since is not null
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

function isWithin({ since, wakeAt }: Pick<Listening, 'since' | 'wakeAt'>, { occurredAt }: Told): boolean {
  return occurredAt > since && occurredAt <= wakeAt;
}
