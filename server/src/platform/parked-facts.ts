import type { Words } from '@huoshui/contracts/words';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from './count.ts';
import { isCrossed } from './crossed.ts';
import type { Ctx } from './ctx.ts';
import { decodeCursor, toPage } from './cursor.ts';
import type { Told } from './facts.ts';
import type { Listener } from './listeners.ts';
import { platformErrors } from './platform-errors.ts';
import { trySaved } from './savepoint.ts';
import { MOST_WORK, type Work } from './work.ts';

// Facts that a listener could not take in: they stand aside with their error until somebody has mended its cause.

export async function parkedWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (select from platform.parked_fact limit ${MOST_WORK}) parked
  `.execute(ctx.db);
  return [
    {
      kind: 'platform.parked',
      words: words('没能处理的事件', 'Events that could not be handled'),
      count: rows[0]?.count ?? 0,
      to: '/settings/parked',
      needs: 'settings.read',
    },
  ];
}

type Parked = {
  readonly listener: string;
  readonly eventId: number;
  readonly type: string;
  readonly error: string;
  readonly parkedAt: Date;
};

/** Newest first; few, so they are sorted as they are. */
export async function listParked(ctx: Ctx, asked: { cursor?: string | undefined; limit?: number | undefined }) {
  const limit = asked.limit ?? 20;
  const after = decodeCursor(asked.cursor, ['instant', 'bigint', 'text']);
  const { rows } = await sql<Parked>`
    select listener, event_id, type, error, parked_at from platform.parked_fact
    where (${after === null} or (parked_at, event_id, listener) <
      (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::bigint, ${after?.[2] ?? null}::text))
    order by parked_at desc, event_id desc, listener desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ parkedAt, eventId, listener }) => [parkedAt.toISOString(), eventId, listener],
    ({ parkedAt, eventId, ...row }) => ({
      ...row,
      id: `${row.listener}:${eventId}`,
      words: wordsOf(ctx, row.type),
      parkedAt: parkedAt.toISOString(),
    }),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from platform.parked_fact`)) };
}

/**
 * Hand one to its listener again, as if it had just been told. What it does and that it stands aside no more are one
 * transaction, so it acts once, however often it is asked for; where it fails again, the newest error is kept.
 */
export async function retryParked(
  ctx: Ctx,
  listeners: readonly Listener[],
  id: string,
): Promise<{ handled: boolean; error: string | null; words: Words }> {
  const at = id.lastIndexOf(':');
  const [name, eventId] = [id.slice(0, at), Number(id.slice(at + 1))];
  const { rows } = await sql<Told>`
    select p.event_id as id, p.type, p.person_no, p.payload, p.occurred_at
    from platform.parked_fact p
    where p.listener = ${name} and p.event_id = ${eventId} for update of p
  `.execute(ctx.db);
  const listen = listeners.find((one) => one.name === name);
  const [told] = rows;
  if (!told || !listen) throw platformErrors.error('not_found');
  const error = await trySaved(ctx, async () => listen.handle({ ...ctx, actor: { kind: 'system' } }, [told]));
  if (isCrossed(error)) throw error;
  await (error === null
    ? sql`delete from platform.parked_fact where listener = ${name} and event_id = ${eventId}`
    : sql`
        update platform.parked_fact set error = ${error.message}, parked_at = ${ctx.now()}
        where listener = ${name} and event_id = ${eventId}
      `
  ).execute(ctx.db);
  return { handled: error === null, error: error?.message ?? null, words: wordsOf(ctx, told.type) };
}

/** A kind that no domain declares any more keeps its type. */
const wordsOf = (ctx: Ctx, type: string): Words => ctx.declared.get(type)?.words ?? words(type, type);
