import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf, type Told } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { friendAdded, friendLost } from '../../scrm/events.ts';
import { type ActivityRow, countsAt } from '../activity.ts';
import { type EntryRow, entriesById } from '../entries.ts';
import { playOf } from '../plays.ts';
import { findByNo, findTerms } from '../queries.ts';
import { lookAtAdded, type Ports, takeTurnsOf } from './look.ts';
import { entryOfSubject } from './own-codes.ts';
import { settleMs } from './standing.ts';

/** Who adds a member of staff by somebody's own code counts for her; who leaves again in time is counted back. */
export function onFriends(ports: Ports): Listener {
  return listener({
    name: 'activities.on-friends',
    on: [friendAdded, friendLost],
    batch: 2000,
    // In the order in which it was told: who came, left and came again stands as she stood last.
    async handle(ctx, facts) {
      for (const turn of inTurns(await readMoves(ctx, facts))) await carryOut(ctx, ports, turn);
    },
  });
}

type Move = {
  /** Her id at WeCom. */
  readonly external: string;
  readonly friendId: string;
  readonly at: Date;
  /** By whose code she added; null: she left. */
  readonly by: { readonly entryId: string; readonly known: boolean } | null;
};

/** What of it is about friends by somebody's own code. */
async function readMoves(ctx: Ctx, facts: readonly Told[]): Promise<readonly Move[]> {
  const gone = facts.flatMap((told) => payloadOf(friendLost, told)?.friendId ?? []);
  const externals = await externalsOf(ctx, gone);
  return facts.flatMap((told): Move[] => {
    const left = payloadOf(friendLost, told);
    const at = told.occurredAt;
    if (left !== null) {
      const external = externals.get(left.friendId);
      return external === undefined ? [] : [{ external, friendId: left.friendId, at, by: null }];
    }
    const friend = payloadOf(friendAdded, told);
    const entryId = friend?.shared === undefined ? null : entryOfSubject(friend.shared.subject);
    if (friend?.shared === undefined || entryId === null) return [];
    const { externalUserid: external, known } = friend.shared;
    externals.set(friend.friendId, external);
    return [{ external, friendId: friend.friendId, at, by: { entryId, known } }];
  });
}

async function externalsOf(ctx: Ctx, friendIds: readonly string[]): Promise<Map<string, string>> {
  if (friendIds.length === 0) return new Map();
  const { rows } = await sql<{ friendId: string; external: string }>`
    select friend_id, external from activities.added where friend_id = any(${[...new Set(friendIds)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ friendId, external }) => [friendId, external]));
}

/** In order, cut so that in each turn everybody moves once: those of a turn may be carried out together. */
function inTurns(moves: readonly Move[]): readonly (readonly Move[])[] {
  const turns: Move[][] = [];
  const times = new Map<string, number>();
  for (const move of moves) {
    const nth = times.get(move.external) ?? 0;
    times.set(move.external, nth + 1);
    const turn = turns[nth];
    if (turn === undefined) turns.push([move]);
    else turn.push(move);
  }
  return turns;
}

async function carryOut(ctx: Ctx, ports: Ports, moves: readonly Move[]): Promise<void> {
  const come = await comingTo(ctx, moves);
  const gone = moves.filter(({ by }) => by === null);
  const { rows: theirs } = await sql<{ activityNo: number }>`
    select distinct activity_no from activities.added
    where friend_id = any(${gone.map(({ friendId }) => friendId)}::text[]) and lost_at is null
  `.execute(ctx.db);
  const activities = new Set([...come, ...theirs].map(({ activityNo }) => activityNo));
  await takeTurnsOf(ctx, [...activities]);
  const moved = [...(await add(ctx, come)), ...(await lose(ctx, gone))];
  for (const activityNo of activities) {
    const externals = moved.flatMap((one) => (one.activityNo === activityNo ? [one.external] : []));
    if (externals.length > 0) await lookAtAdded(ctx, ports, activityNo, externals);
  }
}

type Coming = Omit<Move, 'by'> & {
  readonly activityNo: number;
  readonly entryNo: number;
  readonly known: boolean;
  readonly settles: number;
};
type Moved = { readonly activityNo: number; readonly external: string };

/** Whoever added by a code of an activity that counts just then. */
async function comingTo(ctx: Ctx, moves: readonly Move[]): Promise<readonly Coming[]> {
  const entries = await entriesById(
    ctx,
    moves.flatMap(({ by }) => by?.entryId ?? []),
  );
  const activities = await findByNo(
    ctx,
    [...entries.values()].map(({ activityNo }) => activityNo),
  );
  const terms = await findTerms(ctx, [...entries.values()]);
  const settlesOf = (entry: EntryRow, { play }: ActivityRow) => {
    const adds = playOf(play).adds?.(terms(entry.activityNo, entry.version).own);
    return adds === undefined ? null : settleMs(adds);
  };
  return moves.flatMap(({ by, ...move }) => {
    const entry = entries.get(by?.entryId ?? '');
    const activity = entry && activities.get(entry.activityNo);
    const settles = entry && activity ? settlesOf(entry, activity) : null;
    if (by === null || !entry || !activity || settles === null || !countsAt(activity, move.at)) return [];
    return [{ ...move, activityNo: activity.no, entryNo: entry.no, known: by.known, settles }];
  });
}

/** Whoever is still there by another's code stays hers; whoever left in time is whose code she comes by now, and what stands stands. */
async function add(ctx: Ctx, come: readonly Coming[]): Promise<readonly Moved[]> {
  if (come.length === 0) return [];
  const rows = come.map(({ activityNo, external, entryNo, friendId, known, at, settles }) => ({
    ...{ activity_no: activityNo, external, entry_no: entryNo, friend_id: friendId, known, at: at.toISOString() },
    settle_at: new Date(at.getTime() + settles).toISOString(),
  }));
  const { rows: added } = await sql<Moved>`
    insert into activities.added as d (activity_no, external, entry_no, friend_id, known, first_at, added_at, settle_at, look_at)
    select activity_no, external, entry_no, friend_id, known, at, at, settle_at, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (activity_no int, external text, entry_no bigint, friend_id text,
      known boolean, at timestamptz, settle_at timestamptz)
    order by activity_no, external
    on conflict (activity_no, external) do update set entry_no = excluded.entry_no, friend_id = excluded.friend_id,
      added_at = excluded.added_at, lost_at = null, settle_at = excluded.settle_at, look_at = excluded.look_at
      where d.lost_at is not null and d.lost_at < d.settle_at
    returning d.activity_no, d.external
  `.execute(ctx.db);
  return added;
}

async function lose(ctx: Ctx, gone: readonly Move[]): Promise<readonly Moved[]> {
  if (gone.length === 0) return [];
  const rows = gone.map(({ friendId, at }) => ({ friend_id: friendId, at: at.toISOString() }));
  const { rows: lost } = await sql<Moved>`
    update activities.added d set lost_at = n.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (friend_id text, at timestamptz)
    where d.friend_id = n.friend_id and d.lost_at is null returning d.activity_no, d.external
  `.execute(ctx.db);
  return lost;
}
