import { sql } from 'kysely';
import type { Ctx } from '../ctx.ts';
import { createGatherer } from '../gather.ts';
import { newId } from '../ids.ts';
import { OUTBOX_CHANNEL } from '../outbox.ts';
import type { Callback } from './callback.ts';

export type Pushed = Omit<Callback, 'id'> & {
  /** What makes two deliveries one. */
  readonly key: string;
  /** Whose it is: hers are worked off one after the other. '' for nobody's. */
  readonly person: string;
  /** Whoever took it in works it off at once; only what that left undone is due, so long after. */
  readonly afterMs?: number;
  /** It says no more than that there is something to read: delivered again, it may as well be the next of its second, and is read again. */
  readonly again?: boolean;
};

/** The pushes of a burst come together; one that comes alone waits no longer than this. */
const LINGER_MS = 2;
const MOST = 200;
const LANES = 2;

/**
 * Keeps what was pushed, before it is answered: durable when this resolves. Pushes of one moment are written by one statement. A
 * second delivery is counted and changes nothing else, but of what says only that there is something to read.
 */
export function createInbox(ctx: Ctx): (pushed: Pushed) => Promise<{ readonly id: string }> {
  return createGatherer<Pushed, { readonly id: string }>({
    work: async (asked) => keep(ctx, asked),
    lingerMs: LINGER_MS,
    most: MOST,
    lanes: LANES,
    isCertain: () => false,
  });
}

/** What is being read may have been read before it changed; what waits is yet to be read. */
const READ_AGAIN = sql.raw("(callback.again and callback.state in ('done', 'working'))");

async function keep(ctx: Ctx, asked: readonly Pushed[]): Promise<readonly { readonly id: string }[]> {
  const once = new Map<string, Pushed & { deliveries: number }>();
  for (const pushed of asked) {
    const key = JSON.stringify([pushed.source, pushed.key]);
    once.set(key, { ...(once.get(key) ?? pushed), deliveries: (once.get(key)?.deliveries ?? 0) + 1 });
  }
  const rows = [...once.values()].map(({ happenedAt, afterMs = 0, again = false, ...row }) => ({
    ...row,
    again,
    next_at: new Date(ctx.now().getTime() + afterMs).toISOString(),
    id: newId('cbk'),
    happened_at: happenedAt.toISOString(),
  }));
  const { rows: kept } = await sql<{ id: string; source: string; key: string }>`
    with kept as (
      insert into platform.callback (id, source, key, person, kind, body, happened_at, received_at, deliveries, next_at, again)
      select id, source, key, person, kind, body, happened_at, ${ctx.now()}, deliveries, next_at, again
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, source text, key text, person text, kind text,
        body jsonb, happened_at timestamptz, deliveries int, next_at timestamptz, again boolean)
      on conflict (source, key) do update set deliveries = callback.deliveries + excluded.deliveries,
        state = case when ${READ_AGAIN} then 'waiting' else callback.state end,
        next_at = case when ${READ_AGAIN} then excluded.next_at else callback.next_at end,
        attempts = case when ${READ_AGAIN} and callback.state = 'done' then 0 else callback.attempts end
      returning id, source, key
    ), woken as (select pg_notify(${OUTBOX_CHANNEL}, '')) select id, source, key from kept, woken
  `.execute(ctx.db);
  const ids = new Map(kept.map(({ id, source, key }) => [JSON.stringify([source, key]), id]));
  return asked.map(({ source, key }) => ({ id: ids.get(JSON.stringify([source, key])) ?? '' }));
}
