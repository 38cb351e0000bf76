import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { OUTBOX_CHANNEL } from '../../../platform/outbox.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { wecomOf } from '../corp/corp.ts';
import { saidOf } from '../corp/said-of.ts';
import { settleChat } from './settle.ts';

/** Of a corp 10 000 calls of one API a minute: so few at once stay far below it. Taste. */
const AT_ONCE = 8;
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [0.1, 1, 10, 60].map((minutes) => minutes * MINUTE_MS);
const LIST_AGAIN_MS = 10 * MINUTE_MS;

/** Something is said of these groups: each is read as soon as the worker looks, known before or not. */
export async function refreshChats(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { rows: fresh } = await sql`
    insert into scrm.chat (id, due_at) select id, ${ctx.now()} from unnest(${[...new Set(ids)].sort()}::text[]) as named (id)
    on conflict (id) do nothing returning id
  `.execute(ctx.db);
  await sql`
    update scrm.chat set due_at = ${ctx.now()}, tries = 0 where id = any(${[...ids]}::text[]) and (due_at is null or due_at > ${ctx.now()})
  `.execute(ctx.db);
  if (fresh.length > 0) await lookAtJoinWays(ctx);
  await sql`select pg_notify(${OUTBOX_CHANNEL}, ${ctx.requestId.slice(0, 3)})`.execute(ctx.db);
}

/** One of them may have made the group that is new. */
async function lookAtJoinWays(ctx: Ctx): Promise<void> {
  await sql`
    update scrm.group_entry set look_at = ${ctx.now()} where wanted and another is not null and config_id is not null
  `.execute(ctx.db);
}

type Taken = { readonly id: string; readonly reads: number; readonly tries: number; readonly dueAt: Date };

/** A group is read with no transaction open; what an older reading found is not kept over a newer. */
export const readChats: Sweep = sweep({
  name: 'scrm.chats',
  due: sql`(select min(due_at) from scrm.chat where due_at is not null)`,
  async run(ctx) {
    const { rows: taken } = await sql<Taken>`
      with held as (select id from scrm.chat where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for no key update skip locked)
      update scrm.chat c set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, reads = c.reads + 1, tries = c.tries + 1
      from held where c.id = held.id returning c.id, c.reads, c.tries, c.due_at
    `.execute(ctx.db);
    await Promise.all(taken.map(async (one) => readOne(ctx, one)));
    return taken.length;
  },
});

async function readOne(ctx: Ctx, { id, reads, tries, dueAt }: Taken): Promise<void> {
  try {
    const group = await (await wecomOf(ctx)).group(id);
    await inTransaction(ctx, async (ctx) => settleChat(ctx, id, group, { reads, dueAt }));
  } catch (error) {
    ctx.log.warn({ err: error, chat: id }, 'a customer group was not read');
    const pause = PAUSES_MS[tries - 1];
    const again = pause === undefined ? null : new Date(ctx.now().getTime() + pause);
    await sql`
      update scrm.chat set due_at = ${again}, trouble = ${JSON.stringify(saidOf(error))}::jsonb where id = ${id} and due_at = ${dueAt}
    `.execute(ctx.db);
  }
}

/** All groups, once a day: what no callback told is found by this, and whoever is not listed any more is read once again. */
export const listChats: Sweep = sweep({
  name: 'scrm.chat-listing',
  due: sql`(select due_at from scrm.chat_listing where exists (select from scrm.corp))`,
  async run(ctx) {
    const lease = new Date(ctx.now().getTime() + LIST_AGAIN_MS);
    const { rows } = await sql<{ cursor: string | null; beganAt: Date }>`
      update scrm.chat_listing set due_at = ${lease}, began_at = coalesce(began_at, ${ctx.now()})
      where due_at <= ${ctx.now()} and exists (select from scrm.corp) returning cursor, began_at
    `.execute(ctx.db);
    const [listing] = rows;
    if (listing === undefined) return 0;
    try {
      const { chatIds, next } = await (await wecomOf(ctx)).groups(listing.cursor);
      await inTransaction(ctx, async (ctx) => {
        await refreshChats(ctx, chatIds);
        await sql`update scrm.chat set listed_at = ${ctx.now()} where id = any(${[...chatIds]}::text[])`.execute(
          ctx.db,
        );
        await (next === null ? endListing(ctx, listing.beganAt, lease) : goOn(ctx, next, lease));
      });
    } catch (error) {
      ctx.log.warn({ err: error }, 'customer groups were not listed');
    }
    return 1;
  },
});

/** Whoever asked for all of them meanwhile moved the lease: then they are listed from the beginning. */
async function goOn(ctx: Ctx, cursor: string, lease: Date): Promise<void> {
  await sql`update scrm.chat_listing set cursor = ${cursor}, due_at = ${ctx.now()} where due_at = ${lease}`.execute(
    ctx.db,
  );
}

async function endListing(ctx: Ctx, beganAt: Date, lease: Date): Promise<void> {
  const { rows: missing } = await sql<{ id: string }>`
    select id from scrm.chat where dismissed_at is null and (listed_at is null or listed_at < ${beganAt})
  `.execute(ctx.db);
  await refreshChats(
    ctx,
    missing.map(({ id }) => id),
  );
  const next = new Date(ctx.now().getTime() + DAY_MS);
  await sql`
    update scrm.chat_listing set cursor = null, began_at = null, due_at = ${next} where due_at = ${lease}
  `.execute(ctx.db);
}

/** As soon as the worker looks. */
export async function listChatsSoon(ctx: Ctx): Promise<void> {
  await sql`update scrm.chat_listing set due_at = ${ctx.now()}, cursor = null, began_at = null`.execute(ctx.db);
}
