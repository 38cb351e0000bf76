import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { orderErrors } from './errors.ts';
import { lockOrder } from './read.ts';
import { tellEvents } from './tell-events.ts';

export type Hold = {
  /** Names who holds it; each holds an order once, whatever is repeated. */
  readonly by: string;
  /** The same for people: 拼团. */
  readonly who: Words;
  readonly reason: Words;
  /** When it is let go at the latest, where that is known. */
  readonly until?: Date | null;
};

/**
 * Keep an order in the house for a reason (a group that is not full yet): it may be paid, cancelled and refunded, not
 * shipped. Throws `orders.not_holdable` once it has left.
 */
export async function holdOrder(ctx: Ctx, id: string, { by, who, reason, until = null }: Hold): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { state } = await lockOrder(ctx, id);
    if (state !== 'unpaid' && state !== 'paid') throw orderErrors.error('not_holdable');
    await sql`
      insert into orders.hold (order_id, by, who, reason, until, held_at)
      values (${id}, ${by}, ${JSON.stringify(who)}::jsonb, ${JSON.stringify(reason)}::jsonb, ${until}, ${ctx.now()})
      on conflict (order_id, by) do update set who = excluded.who, reason = excluded.reason, until = excluded.until
    `.execute(ctx.db);
  });
}

/** Let it go again; others may still hold it. Repeatable. */
export async function releaseOrder(ctx: Ctx, id: string, by: string): Promise<void> {
  await sql`delete from orders.hold where order_id = ${id} and by = ${by}`.execute(ctx.db);
}

/** Those that somebody holds: told anew until when at the latest, or let go together with a line in their timelines. Orders are not locked. */
export const heldOrders = {
  async until(ctx: Ctx, ids: readonly string[], by: string, until: Date): Promise<void> {
    await sql`
      update orders.hold set until = ${until} where order_id = any(${[...ids]}::text[]) and by = ${by}
    `.execute(ctx.db);
  },
  async release(ctx: Ctx, ids: readonly string[], by: string, title: Words): Promise<void> {
    const { rows } = await sql<{ orderId: string }>`
      delete from orders.hold where order_id = any(${[...ids]}::text[]) and by = ${by} returning order_id
    `.execute(ctx.db);
    await tellEvents(
      ctx,
      rows.map(({ orderId }) => ({ orderId, kind: 'released', title })),
    );
  },
};

/** Throws `orders.held` with the reason of whoever held it first. */
export async function refuseHeld(ctx: Ctx, id: string): Promise<void> {
  const reason = await heldBecause(ctx, id);
  if (reason !== null) throw orderErrors.error('held', { zh: reason.zh, en: reason.en });
}

export async function heldBecause(ctx: Ctx, id: string): Promise<Words | null> {
  const { rows } = await sql<{ reason: Words }>`
    select reason from orders.hold where order_id = ${id} order by held_at limit 1
  `.execute(ctx.db);
  return rows[0]?.reason ?? null;
}
