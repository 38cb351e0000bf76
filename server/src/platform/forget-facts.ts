import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';
import { inTransaction } from './db.ts';
import type { Listener } from './listeners.ts';
import { type Sweep, sweep } from './sweeps.ts';

/** Facts that somebody decides by: some days for whoever wants to know what was told, and for a listener that is added on the way. Taste. */
const HEARD_DAYS = 3;
/** Facts that the event store alone takes: it has them, so they stay no longer than a look at what just happened. Taste. */
const STORED_HOURS = 1;
const AT_ONCE = 5000;
/** What was heard an hour ago may as well stay for ten minutes more. */
const REST_MS = 600_000;

/**
 * The outbox does not grow for ever: what every listener has passed is removed, behind the slowest of them, by the clock on
 * the wall (in the sandbox the shop's own may leap a year while somebody looks). Never the facts before a listener that waits.
 */
export function forgetFacts(listeners: readonly Listener[]): Sweep {
  let restUntil = 0;
  return sweep({
    name: 'platform.forget-facts',
    due: null,
    run: async (ctx) => {
      if (Date.now() < restUntil) return 0;
      const forgotten = await forgetOnce(ctx, listeners);
      if (forgotten === 0) restUntil = Date.now() + REST_MS;
      return forgotten;
    },
  });
}

/** Remove some of what is old enough; says how many. `hours` are for tests. */
export async function forgetOnce(
  ctx: Ctx,
  listeners: readonly Listener[],
  { heard = HEARD_DAYS * 24, stored = STORED_HOURS }: { readonly heard?: number; readonly stored?: number } = {},
): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const slowest = await placeOfSlowest(ctx, listeners);
    if (!slowest) return 0;
    const kinds = listeners.flatMap(({ on }) => (on === 'all' ? [] : on.map(({ type }) => type)));
    // In the order in which they were written, so that the first that is too young ends the look.
    const { rows } = await sql<{ count: number }>`
      with oldest as (
        select e.id, e.type, e.told_at from platform.event e
        where (e.xid, e.id) <= (${slowest.xid}::xid8, ${slowest.id}::bigint) order by e.xid, e.id limit ${AT_ONCE}
      ), among as (
        select id from oldest where told_at < clock_timestamp() - make_interval(hours => ${heard})
        union all
        (select e.id from platform.event e
        where (e.xid, e.id) <= (${slowest.xid}::xid8, ${slowest.id}::bigint) and e.type <> all(${kinds}::text[])
          and e.told_at < clock_timestamp() - make_interval(hours => ${stored})
        order by e.xid, e.id limit ${AT_ONCE})
      ), gone as (delete from platform.event where id in (select id from among) returning 1)
      select count(*) as count from gone
    `.execute(ctx.db);
    return rows[0]?.count ?? 0;
  });
}

/** Where the last of all listeners stands; undefined while one of them has no place yet. */
async function placeOfSlowest(
  ctx: Ctx,
  listeners: readonly Listener[],
): Promise<{ readonly xid: string; readonly id: number } | undefined> {
  const names = listeners.map(({ name }) => name);
  const { rows } = await sql<{ xid: string; id: number; placed: number }>`
    select xid::text as xid, id, (count(*) over ())::int as placed from platform.listener
    where name = any(${names}::text[]) order by platform.listener.xid, id limit 1
  `.execute(ctx.db);
  const [slowest] = rows;
  return slowest?.placed === names.length ? slowest : undefined;
}
