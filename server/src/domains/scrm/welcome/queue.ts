import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Friend } from '../friends/friend.ts';
import { welcomingOf } from './default-welcome.ts';

/** Within this of the event, whose moment is told in whole seconds, cut: never later than it truly was. Source: document/path/92599 */
const GOOD_MS = 20_000;

type Welcome = { readonly friend: Friend; readonly code: string; readonly eventAt: Date };

/** Of the ways that they came by; who came by none is told what the shop says to these, if anything. Once a code. */
export async function queueWelcomes(ctx: Ctx, welcomes: readonly Welcome[]): Promise<void> {
  const welcoming = welcomes.some(({ friend }) => friend.contactWayId === null) ? await welcomingOf(ctx) : null;
  const rows = welcomes.flatMap(({ friend: { id, userid, contactWayId }, code, eventAt }) =>
    contactWayId === null && !welcoming?.(userid)
      ? []
      : [
          {
            ...{ code, friend: id, way: contactWayId, event: eventAt.toISOString() },
            deadline: new Date(eventAt.getTime() + GOOD_MS).toISOString(),
          },
        ],
  );
  if (rows.length === 0) return;
  await sql`
    insert into scrm.welcome (code, friend_id, contact_way_id, event_at, deadline, due_at)
    select code, friend, way, event, deadline, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (code text, friend text, way text, event timestamptz, deadline timestamptz)
    order by code on conflict (code) do nothing
  `.execute(ctx.db);
}
