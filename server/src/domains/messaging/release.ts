import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/**
 * A message whose cause stands still is put by without a time, and let go when the cause goes on. Who judges messages holds
 * this lock with others, who lets a cause go on holds it alone: no message is put by that nobody would let go.
 */
export async function holdReleasing(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('messaging.releasing'))`.execute(ctx.db);
}

/** As whoever lets a cause go on needs it: first the lock, then its own change, then the messages. */
export const releasing = { alone: holdReleasingAlone, release: releaseMessages };

/** Before anything is changed of a cause that is to go on. */
async function holdReleasingAlone(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('messaging.releasing'))`.execute(ctx.db);
}

/** Let go what was put by while this cause stood still. */
async function releaseMessages(ctx: Ctx, causeId: string): Promise<void> {
  await sql`
    update messaging.outbound set due_at = ${ctx.now()}
    where cause_id = ${causeId} and state = 'queued' and due_at is null
  `.execute(ctx.db);
}
