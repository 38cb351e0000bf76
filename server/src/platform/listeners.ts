import { sql } from 'kysely';
import { isAhead } from './ahead.ts';
import { isCrossed } from './crossed.ts';
import type { Ctx } from './ctx.ts';
import { inTransaction } from './db.ts';
import type { Fact, Told } from './facts.ts';
import { andCommit } from './framed.ts';
import { trySaved } from './savepoint.ts';

export type Listener = {
  readonly name: string;
  /** Kinds of facts it wants; `all` gets every one. */
  readonly on: readonly Fact[] | 'all';
  readonly batch?: number;
  /**
   * What happens to a fact that it cannot handle. `park`: tried alone, then set aside with its error, and the rest go
   * on. `block`: nothing is set aside, the batch is tried again until it goes through (a store that is down).
   */
  readonly onFailure?: 'park' | 'block';
  /** Nothing that is decided waits for it: a moving clock does not stop for it on its way, only where it arrives. */
  readonly follows?: true;
  readonly handle: (ctx: Ctx, facts: readonly Told[]) => Promise<void>;
};

export function listener(definition: Listener): Listener {
  return definition;
}

/** How many facts it takes at a time; one of many persons counts as many. */
export function batchOf({ batch = 500 }: Listener): number {
  return batch;
}

/** Null: every kind. Asked of a listener once, when it is first at work: some put theirs together from what others told them. */
const typesKnown = new WeakMap<Listener, readonly string[] | null>();

function typesOf(listen: Listener): readonly string[] | null {
  const known = typesKnown.get(listen);
  if (known !== undefined) return known;
  const types = listen.on === 'all' ? null : listen.on.map(({ type }) => type);
  typesKnown.set(listen, types);
  return types;
}

type Position = { xid: string; id: number };
/** Where a listener stands, and the bound below which every transaction has ended: fixed once, so the set is stable. */
type Place = Position & { below: string };

/**
 * Take the next batch of one listener: facts after its position, in (xid, id) order, of transactions older than every
 * one still running, so that a late commit is never skipped. Handling and moving the position are one transaction:
 * a listener killed half-way starts again at the same place, and none of its writes are there.
 * Returns how many facts were handled; 0 when another process holds the listener or nothing is new.
 */
export async function drainOnce(ctx: Ctx, listen: Listener): Promise<number> {
  return (await drainBatch(ctx, listen)).handled;
}

/** `full`: there may be more. After a batch that was not there is nothing, until somebody tells it: that wakes the worker. */
type Drained = { readonly handled: number; readonly full: boolean };

const NOTHING: Drained = { handled: 0, full: false };

export async function drainBatch(ctx: Ctx, listen: Listener, refresh?: () => Promise<void>): Promise<Drained> {
  return inTransaction(ctx, async (ctx) => {
    const next = await takeNext(ctx, listen);
    if (!next || (await isAhead(ctx, next.facts, refresh))) return NOTHING;
    const { place, facts, full } = next;
    if (facts.length === 0) await moveToHorizon(ctx, listen.name, place);
    else if (await handledAtOnce(ctx, listen, facts)) await movePast(ctx, listen, next);
    else return drainCarefully(ctx, listen);
    return { handled: facts.length, full };
  });
}

/** Mostly nothing fails, and a way back to before the handling would cost two statements a batch. */
async function handledAtOnce(ctx: Ctx, listen: Listener, facts: readonly Row[]): Promise<boolean> {
  try {
    await listen.handle(ctx, facts.map(asTold));
    return true;
  } catch (error) {
    if (listen.onFailure === 'block') throw error;
    ctx.log.error({ err: error, listener: listen.name, facts: facts.length }, 'listener failed');
    // Begins anew where it stands; a connection that is gone fails here.
    await sql`rollback and chain`.execute(ctx.db);
    ctx.facts?.splice(0);
    return false;
  }
}

/** The same batch, or what it is by now, each fact by itself: what cannot be handled is set aside and the rest go on. */
async function drainCarefully(ctx: Ctx, listen: Listener): Promise<Drained> {
  const next = await takeNext(ctx, listen);
  if (!next) return NOTHING;
  for (const told of next.facts.map(asTold)) {
    const error = await attempt(ctx, listen, [told]);
    // That it met another is no fault of the fact: the whole batch is taken again.
    if (error && isCrossed(error)) throw error;
    if (error) await park(ctx, listen.name, told, error);
  }
  await movePast(ctx, listen, next);
  return { handled: next.facts.length, full: next.full };
}

type Next = { readonly place: Place; readonly facts: readonly Row[]; readonly full: boolean };

/** Where a listener stands, held, and what comes next; undefined when somebody else holds it. */
async function takeNext(ctx: Ctx, listen: Listener): Promise<Next | undefined> {
  if (listen.follows && !(await lockLightly(ctx, listen.name))) return undefined;
  const rows = await read(ctx, listen);
  const [first] = rows;
  if (!first) return undefined;
  const facts = rows.flatMap(({ place: _, ...row }) => (row.id === null ? [] : [row]));
  return { place: first.place, facts, full: facts.reduce((sum, { size }) => sum + size, 0) >= batchOf(listen) };
}

async function movePast(ctx: Ctx, listen: Listener, { place, facts, full }: Next): Promise<void> {
  const last = full ? facts.at(-1) : undefined;
  await (last ? movePosition(ctx, listen.name, last) : moveToHorizon(ctx, listen.name, place));
}

async function attempt(ctx: Ctx, listen: Listener, facts: readonly Told[]): Promise<Error | null> {
  const error = await trySaved(ctx, async () => listen.handle(ctx, facts));
  if (error) ctx.log.error({ err: error, listener: listen.name, facts: facts.length }, 'listener failed');
  return error;
}

/**
 * For a follower: without a row lock, which would give this transaction a number at once. While a slow store takes the facts,
 * every other listener would have to wait before them. The place is read after the lock is held, by a statement of its own.
 */
async function lockLightly(ctx: Ctx, name: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('listener ' || ${name}, 0)) as mine
  `.execute(ctx.db);
  return rows[0]?.mine === true;
}

type Row = Omit<Told, 'payload'> & Position & { payload: unknown; size: number };
type Read = { readonly place: Place } & (Row | { readonly id: null });

/**
 * The place and the facts after it by one statement, which holds the place: what it sees below the oldest open transaction is whole,
 * and a place that another moved meanwhile comes as it is now, when it lies behind what is seen here. Without facts it is one
 * row with the place alone; no row when somebody else holds it.
 */
async function read(ctx: Ctx, listen: Listener): Promise<Read[]> {
  const { follows, name } = listen;
  const [types, limit] = [typesOf(listen), batchOf(listen)];
  // Columns are qualified: a bare `xid` in ORDER BY would mean the output column, which is text, and 1009 before 999.
  const { rows } = await sql<Read>`
    with place as materialized (
      select xid, id, pg_snapshot_xmin(pg_current_snapshot()) as below
      from platform.listener where name = ${name} ${follows ? sql`` : sql`for update skip locked`}
    )
    select jsonb_build_object('xid', place.xid::text, 'id', place.id, 'below', place.below::text) as place,
      e.xid::text as xid, e.id, e.type, e.person_no, e.payload, e.occurred_at, e.size
    from place left join lateral (
      select e.*, (sum(e.size) over (order by e.xid, e.id rows unbounded preceding))::int as reached from (
        select e.*, coalesce(cardinality(e.persons), 1) as size
        from ${types === null ? sql`platform.event` : nextOf(types, limit)} e
        where (e.xid, e.id) > (place.xid, place.id) and e.xid < place.below
        order by e.xid, e.id
        limit ${limit}
      ) as e
    ) as e on e.reached - e.size < ${limit}
    order by e.xid, e.id
  `.execute(ctx.db);
  return rows;
}

/**
 * Each kind is read by itself, so that what a listener does not want costs it nothing. A kind is bounded by both ends and
 * never said to be equal: one index alone is in that order, so no plan, made while the table was empty and kept, leads
 * through the facts of all kinds.
 */
function nextOf(types: readonly string[], limit: number) {
  return sql`(
      select kind.* from unnest(${types}::text[]) as wanted (type) cross join lateral (
        select e.* from platform.event e
        where (e.type, e.xid, e.id) > (wanted.type, place.xid, place.id) and (e.type, e.xid) < (wanted.type, place.below)
        order by e.type, e.xid, e.id limit ${limit}
      ) as kind
    )`;
}

/** To the newest fact that is safe to have passed: a listener of rare facts skips what it does not want. */
async function moveToHorizon(ctx: Ctx, name: string, { xid, id, below }: Place): Promise<void> {
  await sql`
    update platform.listener l set xid = horizon.xid, id = horizon.id
    from (
      select e.xid, e.id from platform.event e
      where e.xid < ${below}::xid8 and (e.xid, e.id) > (${xid}::xid8, ${id}::bigint)
      order by e.xid desc, e.id desc limit 1
    ) as horizon
    where l.name = ${name} ${andDone(ctx)}
  `.execute(ctx.db);
}

async function movePosition(ctx: Ctx, name: string, to: Position): Promise<void> {
  await sql`
    update platform.listener set xid = ${to.xid}::xid8, id = ${to.id} where name = ${name} ${andDone(ctx)}
  `.execute(ctx.db);
}

/** The place is moved last of all, but for what the handling told. */
function andDone({ facts }: Ctx) {
  return facts?.length === 0 ? andCommit : sql``;
}

async function park(ctx: Ctx, name: string, told: Told, error: Error): Promise<void> {
  await sql`
    insert into platform.parked_fact (listener, event_id, type, person_no, payload, occurred_at, error, parked_at)
    values (${name}, ${told.id}, ${told.type}, ${told.personNo}, ${JSON.stringify(told.payload)}::jsonb, ${told.occurredAt},
      ${error.message}, ${ctx.now()})
    on conflict do nothing
  `.execute(ctx.db);
}

function asTold(row: Row): Told {
  const { id, type, personNo, payload, occurredAt } = row;
  return { id, type, personNo, payload, occurredAt };
}

/**
 * Facts of these kinds and persons that are committed and that a listener has not handled yet. For a moment at which
 * something is decided: what was told in time counts, however far behind the listener is.
 */
export async function unheard(
  ctx: Ctx,
  name: string,
  on: readonly Fact[],
  personNos: readonly number[],
): Promise<readonly Told[]> {
  if (personNos.length === 0) return [];
  const { rows } = await sql<Row>`
    select e.xid::text as xid, e.id, e.type, e.person_no, e.payload, e.occurred_at, 1 as size
    from platform.listener l join platform.event e on (e.xid, e.id) > (l.xid, l.id)
    where l.name = ${name} and e.type = any(${on.map((f) => f.type)}::text[])
      and e.person_no = any(${[...new Set(personNos)]}::int[])
    order by e.xid, e.id
  `.execute(ctx.db);
  return rows.map(asTold);
}

/** The reverse: what a listener has handled already of these kinds and persons, as far back as facts are kept; in their order. */
export async function heardBefore(
  ctx: Ctx,
  name: string,
  on: readonly Fact[],
  personNos: readonly number[],
): Promise<readonly Told[]> {
  const { rows } = await sql<Row>`
    select e.xid::text as xid, e.id, e.type, e.person_no, e.payload, e.occurred_at, 1 as size
    from platform.listener l join platform.event e on (e.xid, e.id) <= (l.xid, l.id)
    where l.name = ${name} and e.type = any(${on.map((f) => f.type)}::text[]) and e.person_no = any(${[...personNos]}::int[])
    order by e.xid, e.id
  `.execute(ctx.db);
  return rows.map(asTold);
}

/**
 * Of these persons, those of whom something is committed that a listener whom it concerns has not handled yet. Whoever acts
 * on a person waits for that: then what is done does not depend on which listener was behind, and how far.
 */
export async function personsWithNews(ctx: Ctx, personNos: readonly number[]): Promise<ReadonlySet<number>> {
  if (personNos.length === 0) return new Set();
  // What was told of her since the one who is furthest behind, then whom it concerns: asked of each listener, it was read forty times.
  const { rows } = await sql<{ personNo: number }>`
    with last as materialized (
      select xid, id from platform.listener where kinds <> '{}' order by platform.listener.xid, id limit 1
    ), hers as materialized (
      select e.xid, e.id, e.type, about.person_no
      from last join platform.event e on (e.xid, e.id) > (last.xid, last.id)
      cross join unnest(coalesce(e.persons, array[e.person_no])) as about (person_no)
      where about.person_no = any(${[...new Set(personNos)]}::int[])
    )
    select distinct person_no from hers where exists (
      select from platform.listener l
      where l.kinds <> '{}' and (l.xid, l.id) < (hers.xid, hers.id) and (hers.type = any(l.kinds) or l.kinds = array[${ANY}])
    )
  `.execute(ctx.db);
  return new Set(rows.map(({ personNo }) => personNo));
}

/** Of these persons, those of whom something is committed that a listener which only follows has not stored yet. */
export async function personsNotStored(ctx: Ctx, personNos: readonly number[]): Promise<ReadonlySet<number>> {
  if (personNos.length === 0) return new Set();
  const { rows } = await sql<{ personNo: number }>`
    select distinct about.person_no from platform.listener l join platform.event e on (e.xid, e.id) > (l.xid, l.id)
    cross join unnest(coalesce(e.persons, array[e.person_no])) as about (person_no)
    where l.kinds = '{}' and about.person_no = any(${[...new Set(personNos)]}::int[])
  `.execute(ctx.db);
  return new Set(rows.map(({ personNo }) => personNo));
}

/** A fact, as the end of all that was told up to it. */
export type Mark = { readonly xid: string; readonly id: number };

/** The newest fact that is committed. */
export async function newestFact(ctx: Ctx): Promise<Mark | null> {
  const { rows } = await sql<Position>`
    select xid::text as xid, id from platform.event order by platform.event.xid desc, id desc limit 1
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** Whether one of these listeners stands before a fact, or has yet to take it. */
export async function standBefore(ctx: Ctx, names: readonly string[], { xid, id }: Mark): Promise<boolean> {
  const { rows } = await sql`
    select from platform.listener
    where name = any(${[...names]}::text[]) and (platform.listener.xid, id) < (${xid}::xid8, ${id}::bigint) limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/** Hears every kind. */
const ANY = '*';

export type News = {
  /** May read on now. */
  readonly ready: readonly string[];
  /** Stand before committed facts, but an older transaction is still open somewhere in the cluster. */
  readonly held: readonly string[];
  /** Whether one of them has this fact, or one before it, still to take. */
  readonly before: (mark: Mark) => boolean;
  /** Have nothing before them, and nothing that could still come below the oldest open transaction. */
  readonly clear: { readonly names: readonly string[]; readonly below: string };
};

/**
 * Asks which listeners have facts of their kinds before them: one look instead of a transaction for each. It remembers up to
 * where there was nothing for whom, so a listener of rare facts does not have all the others counted through again.
 */
export function createLook(): (ctx: Ctx, listeners: readonly Listener[]) => Promise<News> {
  const clearTo = new Map<string, string>();
  return async (ctx, listeners) => {
    const kinds = listeners.map((l) => typesOf(l)?.join(',') ?? null);
    const { rows } = await sql<{ name: string; below: string; ready: boolean | null; xid: string; id: number }>`
      select l.name, snapshot.xmin::text as below, e.xid < snapshot.xmin as ready, e.xid::text as xid, e.id
      from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) as snapshot
      cross join unnest(
        ${listeners.map((l) => l.name)}::text[], ${kinds}::text[], ${listeners.map((l) => clearTo.get(l.name) ?? '0')}::text[]
      ) as wanted (name, kinds, clear_to)
      join platform.listener l using (name)
      left join lateral (
        (
          select e.xid, e.id from unnest(string_to_array(wanted.kinds, ',')) as kind (type) cross join lateral (
            select e.xid, e.id from platform.event e
            where (e.type, e.xid, e.id) > (kind.type, l.xid, l.id)
              and (e.type, e.xid) >= (kind.type, wanted.clear_to::xid8) and e.type <= kind.type
            order by e.type, e.xid, e.id limit 1
          ) as e
        )
        union all
        (
          select e.xid, e.id from platform.event e
          where wanted.kinds is null and (e.xid, e.id) > (l.xid, l.id) and e.xid >= wanted.clear_to::xid8
          order by e.xid, e.id limit 1
        )
        order by xid, id limit 1
      ) as e on true
    `.execute(ctx.db);
    // What is not visible yet belongs to a transaction that is not below the oldest one still running.
    for (const { name, below, ready } of rows) if (ready === null) clearTo.set(name, below);
    const waiting = rows.filter((r) => r.ready !== null);
    const named = (ready: boolean) => waiting.filter((r) => r.ready === ready).map((r) => r.name);
    return {
      ready: named(true),
      held: named(false),
      clear: { names: rows.filter((r) => r.ready === null).map((r) => r.name), below: rows[0]?.below ?? '0' },
      before: (mark) =>
        waiting.some((r) => BigInt(r.xid) < BigInt(mark.xid) || (r.xid === mark.xid && r.id <= mark.id)),
    };
  };
}

/** Those with nothing before them go on to the newest fact that is safe to have passed; whoever is at work is left alone. */
export async function moveAlong(ctx: Ctx, { names, below }: News['clear']): Promise<void> {
  if (names.length === 0) return;
  await sql`
    with horizon as (
      select e.xid, e.id from platform.event e where e.xid < ${below}::xid8 order by e.xid desc, e.id desc limit 1
    ), free as (
      select l.name from platform.listener l where l.name = any(${[...names]}::text[]) order by l.name for update skip locked
    )
    update platform.listener l set xid = horizon.xid, id = horizon.id from horizon, free
    where l.name = free.name and (l.xid, l.id) < (horizon.xid, horizon.id)
  `.execute(ctx.db);
}

/** Give every listener its place; a new one begins with the first fact that is kept. */
export async function registerListeners(ctx: Ctx, listeners: readonly Listener[]): Promise<void> {
  const kinds = listeners.map((l) => (l.follows ? '' : l.on === 'all' ? ANY : l.on.map(({ type }) => type).join(',')));
  await sql`
    insert into platform.listener (name, kinds)
    select name, string_to_array(kinds, ',')
    from unnest(${listeners.map((l) => l.name)}::text[], ${kinds}::text[]) as given (name, kinds) order by name
    on conflict (name) do update set kinds = excluded.kinds where platform.listener.kinds <> excluded.kinds
  `.execute(ctx.db);
}
