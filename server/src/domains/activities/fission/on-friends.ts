import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf, type Told } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { friendAdded, friendLost } from '../../scrm/events.ts';
import { type ActivityRow, countsAt } from '../activity.ts';
import { type EntryRow, findEntry } from '../entries.ts';
import { playOf } from '../plays.ts';
import { findByNo, findTerms } from '../queries.ts';
import { lookAtAdded, type Ports, takeTurnOf } from './look.ts';
import { entryOfSubject } from './own-codes.ts';
import { settleMs } from './standing.ts';

/** Who adds a member of staff by somebody's own code counts for her; who leaves again in time is counted back. */
export function onFriends(ports: Ports): Listener {
  return listener({
    name: 'activities.on-friends',
    on: [friendAdded, friendLost],
    batch: 200,
    // In the order in which it was told: who came, left and came again stands as she stood last.
    async handle(ctx, facts) {
      for (const told of facts) {
        await added(ctx, ports, told);
        await lost(ctx, ports, told);
      }
    },
  });
}

async function added(ctx: Ctx, ports: Ports, told: Told): Promise<void> {
  const friend = payloadOf(friendAdded, told);
  const entryId = friend?.shared === undefined ? null : entryOfSubject(friend.shared.subject);
  if (friend?.shared === undefined || entryId === null) return;
  const found = await findFor(ctx, entryId);
  if (found === null || !countsAt(found.activity, told.occurredAt)) return;
  const { externalUserid: external, known } = friend.shared;
  const { entry, activity, settles } = found;
  const at = told.occurredAt;
  await takeTurnOf(ctx, activity.no);
  // Whoever is still there by another's code stays hers; whoever left in time is whose code she comes by now, and what stands stands.
  const { rows } = await sql`
    insert into activities.added as d (activity_no, external, entry_no, friend_id, known, first_at, added_at, settle_at, look_at)
    values (${activity.no}, ${external}, ${entry.no}, ${friend.friendId}, ${known}, ${at}, ${at}, ${new Date(at.getTime() + settles)}, ${ctx.now()})
    on conflict (activity_no, external) do update set entry_no = excluded.entry_no, friend_id = excluded.friend_id,
      added_at = excluded.added_at, lost_at = null, settle_at = excluded.settle_at, look_at = excluded.look_at
      where d.lost_at is not null and d.lost_at < d.settle_at
    returning d.external
  `.execute(ctx.db);
  if (rows.length > 0) await lookAtAdded(ctx, ports, activity.no, [external]);
}

async function lost(ctx: Ctx, ports: Ports, told: Told): Promise<void> {
  const friend = payloadOf(friendLost, told);
  if (friend === null) return;
  const { rows } = await sql<{ activityNo: number }>`
    select activity_no from activities.added where friend_id = ${friend.friendId} and lost_at is null
  `.execute(ctx.db);
  for (const { activityNo } of rows) {
    await takeTurnOf(ctx, activityNo);
    const { rows: gone } = await sql<{ external: string }>`
      update activities.added set lost_at = ${told.occurredAt} where activity_no = ${activityNo} and friend_id = ${friend.friendId} and lost_at is null
      returning external
    `.execute(ctx.db);
    await lookAtAdded(
      ctx,
      ports,
      activityNo,
      gone.map(({ external }) => external),
    );
  }
}

type Found = { readonly entry: EntryRow; readonly activity: ActivityRow; readonly settles: number };

async function findFor(ctx: Ctx, entryId: string): Promise<Found | null> {
  const entry = await findEntry(ctx, entryId);
  const activity = entry && (await findByNo(ctx, [entry.activityNo])).get(entry.activityNo);
  if (entry === undefined || activity === undefined) return null;
  const { own } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const adds = playOf(activity.play).adds?.(own);
  return adds === undefined ? null : { entry, activity, settles: settleMs(adds) };
}
