import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Around, type Sweep, sweep } from '../../platform/sweeps.ts';
import { merges } from '../members/index.ts';
import type { Definition } from './definition.ts';
import { enter } from './enter.ts';
import { findKind } from './find-kind.ts';
import { holdTelling } from './hear.ts';
import type { Kit } from './kit.ts';
import { type OpenPlan, readOpenPlans } from './queries.ts';
import { isSound, storedValues } from './stored.ts';
import { type Arrival, whyOf } from './trigger.ts';

/** Persons let in by one transaction, as the engine moves them. */
const PAGE = 5000;
/** What lies longer back when nothing ran is not made up for: a message of three mornings at once helps nobody. */
const MADE_UP_MS = DAY_MS;
const RETRY_MS = MINUTE_MS;

/**
 * Say when people come in next, where a moment brings them: called whenever a journey goes live or its trigger may have changed,
 * in that transaction. Answers false where none comes any more.
 */
export async function planOccasion(
  ctx: Ctx,
  kit: Kit,
  { no, definition }: { readonly no: number; readonly definition: Definition },
): Promise<boolean> {
  await sql`delete from journeys.occasion where journey_no = ${no} and state = 'due'`.execute(ctx.db);
  const comes = comesOf(kit, definition);
  if (!comes) return true;
  const at = comes.first(ctx.now());
  if (at) await writeNext(ctx, no, at);
  return at !== null;
}

/** Nobody more comes in by a moment: the journey has ended. */
export async function dropOccasions(ctx: Ctx, journeyNo: number): Promise<void> {
  await sql`delete from journeys.occasion where journey_no = ${journeyNo} and state <> 'done'`.execute(ctx.db);
}

/** First whom a moment brings is written down, then they are let in page by page: each moment once, each person of it once. */
export function bringIn(kit: Kit): Sweep {
  return sweep({
    name: 'journeys.occasions',
    due: sql`(
      select min(coalesce(o.retry_at, o.at)) from journeys.occasion o join journeys.journey j on j.no = o.journey_no
      where o.state <> 'done' and j.state in ('live', 'paused')
    )`,
    run: async (ctx, around) => (await letInPage(ctx, kit)) || (await listNext(ctx, kit, around)),
  });
}

type Occasion = { readonly id: number; readonly journeyNo: number; readonly at: Date };

/**
 * Whom it brings is asked outside of any transaction: a set of a million may take the event store a while. What was told before the
 * moment counts, however far behind the store is.
 */
async function listNext(ctx: Ctx, kit: Kit, { catchUp }: Around): Promise<number> {
  const { rows } = await sql<Occasion>`
    select o.id, o.journey_no, o.at from journeys.occasion o join journeys.journey j on j.no = o.journey_no
    where o.state = 'due' and coalesce(o.retry_at, o.at) <= ${ctx.now()} and j.state in ('live', 'paused')
    order by o.at limit 1
  `.execute(ctx.db);
  const [occasion] = rows;
  if (!occasion) return 0;
  const plan = await planOf(ctx, occasion.journeyNo);
  const comes = plan && isSound(kit, plan.definition) ? comesOf(kit, plan.definition) : null;
  let persons: readonly number[];
  try {
    await catchUp();
    persons = (await comes?.whom(ctx, occasion.at)) ?? [];
  } catch (error) {
    ctx.log.error({ err: error, journey: plan?.journeyId }, 'whom a moment brings in could not be asked');
    const again = new Date(ctx.now().getTime() + RETRY_MS);
    await sql`update journeys.occasion set retry_at = ${again} where id = ${occasion.id} and state = 'due'`.execute(
      ctx.db,
    );
    return 1;
  }
  return inTransaction(ctx, async (ctx) => {
    const { numAffectedRows } = await sql`
      update journeys.occasion set state = ${persons.length > 0 ? 'listed' : 'done'}, persons = ${persons.length}, retry_at = null
      where id = ${occasion.id} and state = 'due'
    `.execute(ctx.db);
    // Another process was faster, or the journey was changed meanwhile.
    if (Number(numAffectedRows ?? 0) === 0) return 1;
    for (let page = 0; page * PAGE < persons.length; page += 1)
      await sql`
        insert into journeys.occasion_page (occasion_id, page, persons)
        values (${occasion.id}, ${page}, ${persons.slice(page * PAGE, (page + 1) * PAGE)}::int[])
      `.execute(ctx.db);
    const after = new Date(Math.max(occasion.at.getTime(), ctx.now().getTime() - MADE_UP_MS));
    const next = comes?.next(after);
    if (next) await writeNext(ctx, occasion.journeyNo, next);
    return 1;
  });
}

async function letInPage(ctx: Ctx, kit: Kit): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    await holdTelling(ctx);
    const { rows } = await sql<Occasion & { page: number; persons: readonly number[] }>`
      select o.id, o.journey_no, o.at, p.page, p.persons
      from journeys.occasion o join journeys.occasion_page p on p.occasion_id = o.id
        join journeys.journey j on j.no = o.journey_no
      where o.state = 'listed' and j.state in ('live', 'paused')
      order by o.at, p.page limit 1 for update of p skip locked
    `.execute(ctx.db);
    const [page] = rows;
    if (!page) return 0;
    const plan = await planOf(ctx, page.journeyNo);
    const comes = plan && isSound(kit, plan.definition) ? comesOf(kit, plan.definition) : null;
    if (plan && comes) await letIn(ctx, kit, plan, comes, page);
    await sql`delete from journeys.occasion_page where occasion_id = ${page.id} and page = ${page.page}`.execute(
      ctx.db,
    );
    await sql`
      update journeys.occasion o set state = 'done'
      where id = ${page.id} and not exists (select from journeys.occasion_page p where p.occasion_id = o.id)
    `.execute(ctx.db);
    return Math.max(1, page.persons.length);
  });
}

async function letIn(
  ctx: Ctx,
  kit: Kit,
  plan: OpenPlan,
  comes: Moments,
  { id, at, persons }: Occasion & { readonly persons: readonly number[] },
): Promise<void> {
  const living = await merges.living(ctx, persons);
  const { because, context } = await comes.why(ctx, at);
  const entrants = persons.flatMap((asked) => {
    const now = living.get(asked);
    if (!now) return [];
    return [{ personNo: now.personNo, memberId: now.id, entryKey: `occasion:${id}`, because, context, at }];
  });
  await enter(ctx, kit, plan, entrants, plan.paused);
}

async function writeNext(ctx: Ctx, journeyNo: number, at: Date): Promise<void> {
  await sql`
    insert into journeys.occasion (journey_no, at) values (${journeyNo}, ${at}) on conflict do nothing
  `.execute(ctx.db);
}

async function planOf(ctx: Ctx, journeyNo: number): Promise<OpenPlan | undefined> {
  return (await readOpenPlans(ctx)).find((plan) => plan.takesIn && plan.journeyNo === journeyNo);
}

type Moments = {
  /** From the moment on at which the journey begins to take people in. */
  first(from: Date): Date | null;
  next(after: Date): Date | null;
  whom(ctx: Ctx, at: Date): Promise<readonly number[]>;
  why(ctx: Ctx, at: Date): Promise<Omit<Arrival, 'memberId'>>;
  /** Which moments may bring somebody, as the shop stands now. */
  holds(ctx: Ctx): Promise<(at: Date) => boolean>;
};

const always = async () => () => true;

/** The moments of a trigger, by the values it was given; null where facts alone bring people in. */
export function comesOf(kit: Kit, { trigger }: Definition): Moments | null {
  const kind = findKind(kit.triggers, trigger.kind);
  if (!kind || !(kind.comes || kind.present)) return null;
  const { comes, present } = kind;
  const values = storedValues(kind.form, trigger);
  if (comes)
    return {
      first: (from) => comes.next(values, from),
      next: (after) => comes.next(values, after),
      whom: async (ctx, at) => comes.whom(ctx, values, at),
      why: async (ctx, at) => whyOf(ctx, comes, values, at),
      holds: async (ctx) => (comes.holds ?? always)(ctx, values),
    };
  if (!present?.asked(values)) return null;
  return {
    first: (from) => from,
    next: () => null,
    whom: async (ctx, at) => present.whom(ctx, values, at),
    why: async (ctx) => present.why(ctx, values),
    holds: always,
  };
}
