import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Friend } from '../friends/settle.ts';

/** Within this of the event, whose moment is told in whole seconds, cut: never later than it truly was. Source: document/path/92599 */
const GOOD_MS = 20_000;

/** Of the way that she came by, or of none: then there is nothing to say. Once a code. */
export async function queueWelcome(ctx: Ctx, { id, contactWayId }: Friend, code: string, eventAt: Date): Promise<void> {
  if (contactWayId === null) return;
  await sql`
    insert into scrm.welcome (code, friend_id, contact_way_id, event_at, deadline, due_at)
    values (${code}, ${id}, ${contactWayId}, ${eventAt}, ${new Date(eventAt.getTime() + GOOD_MS)}, ${ctx.now()})
    on conflict (code) do nothing
  `.execute(ctx.db);
}
