import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import type { EventStore } from '../../platform/event-store/client.ts';
import { sweep } from '../../platform/sweeps.ts';
import type { EventRow } from './event.ts';
import { eventHeard } from './events.ts';

/** How long another process may go on without knowing that somebody waits for a name. */
const KNOWN_MS = 5_000;
/** A phone's queue reaches back thirty days: no event that is older is taken, so none is told twice. */
const REMEMBERED_MS = 31 * DAY_MS;

type Known = { readonly names: Promise<ReadonlySet<string>>; readonly until: number };
const known = new WeakMap<EventStore, Known>();

/** What `owner` waits for from now on: these names and no others. Told of by `event.heard`; what came before is not. */
export async function awaitEvents(ctx: Ctx, owner: string, names: readonly string[]): Promise<void> {
  await sql`
    with gone as (delete from analytics.awaited where owner = ${owner} and not (name = any(${[...names]}::text[])))
    insert into analytics.awaited (owner, name) select ${owner}, name from unnest(${[...new Set(names)]}::text[]) as name
    on conflict do nothing
  `.execute(ctx.db);
  known.delete(ctx.events);
}

/**
 * Tell of those that somebody waits for, once each, however often they are sent: after they are in the store and before the
 * sender is told so. Nobody waits for most events, and then nothing is asked but the memory of this process.
 */
export async function tellAwaited(ctx: Ctx, rows: readonly EventRow[]): Promise<void> {
  const names = await namesOf(ctx);
  const awaited = rows.filter(({ name }) => names.has(name));
  if (awaited.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { rows: fresh } = await sql<{ eventId: string }>`
      insert into analytics.heard (person_no, event_id, at)
      select person_no, event_id, ${ctx.now()} from unnest(
        ${awaited.map((row) => row.person_no)}::int[], ${awaited.map((row) => row.event_id)}::uuid[]
      ) as sent (person_no, event_id)
      on conflict do nothing returning event_id
    `.execute(ctx.db);
    const left = new Set(fresh.map(({ eventId }) => eventId));
    for (const row of awaited) {
      // Twice in one batch is once as well.
      if (!left.delete(row.event_id)) continue;
      ctx.emit(eventHeard, { personNo: row.person_no, payload: payloadOf(row), at: new Date(row.ts) });
    }
  });
}

function payloadOf({
  name,
  props,
  page,
  product_id,
  category_id,
  order_id,
  value,
  session_id,
  ts,
  received_at,
}: EventRow) {
  const columns = {
    page,
    product_id,
    category_id,
    order_id,
    productId: product_id,
    categoryId: category_id,
    orderId: order_id,
  };
  return {
    event: name,
    properties: { ...JSON.parse(props), ...columns, session: session_id, value, source: 'sdk' },
    late: received_at - ts > DAY_MS,
  };
}

/** Whoever comes while they are asked for waits for the same answer. */
async function namesOf(ctx: Ctx): Promise<ReadonlySet<string>> {
  const now = performance.now();
  const held = known.get(ctx.events);
  if (held && held.until > now) return held.names;
  const asked: Known = { names: askNames(ctx), until: now + KNOWN_MS };
  known.set(ctx.events, asked);
  try {
    return await asked.names;
  } catch (error) {
    if (known.get(ctx.events) === asked) known.delete(ctx.events);
    throw error;
  }
}

async function askNames(ctx: Ctx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select distinct name from analytics.awaited`.execute(ctx.db);
  return new Set(rows.map(({ name }) => name));
}

/** Which events were told of is known for as long as a phone may send one again; no moment needs to be met. */
export const forgetHeard = sweep({
  name: 'analytics.forget-heard',
  due: null,
  async run(ctx) {
    const { numAffectedRows } = await sql`
      delete from analytics.heard where ctid = any(array(
        select ctid from analytics.heard where at < ${new Date(ctx.now().getTime() - REMEMBERED_MS)} limit 5000
      ))
    `.execute(ctx.db);
    return Number(numAffectedRows ?? 0);
  },
});
