import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { findMembers } from '../../members/index.ts';
import { type FoundFriend, friendAdded, friendLost, friendsFound } from '../events.ts';
import type { Friend } from './friend.ts';

type News = {
  readonly friend: Friend;
  readonly at: Date;
  /** Null: she was added. */
  readonly by: FoundFriend['by'];
  readonly again: boolean;
  /** What is none is told in columns, which start nothing. */
  readonly isNews: boolean;
};

type Described = Pick<FoundFriend, 'memberId' | 'friendId' | 'userid' | 'staff' | 'contactWayId' | 'way' | 'shared'> & {
  readonly personNo: number | null;
};

/** Tells each, and says which person each friendship is of; null: nobody knows yet. */
export async function tell(ctx: Ctx, news: readonly News[]): Promise<ReadonlyMap<string, number | null>> {
  if (news.length === 0) return new Map();
  const described = await describe(
    ctx,
    news.map(({ friend }) => friend.id),
  );
  const found: FoundFriend[] = [];
  for (const { friend, at, by, again, isNews } of news) {
    const about = described.get(friend.id);
    if (about === undefined) throw new Error('a friend vanished while being told of');
    const { personNo, ...payload } = about;
    if (isNews && by === null) ctx.emit(friendAdded, { personNo, payload: { ...payload, again }, at });
    else if (isNews && by !== null) ctx.emit(friendLost, { personNo, payload: { ...payload, by }, at });
    // Who nobody knows has nobody to be told of.
    else if (personNo !== null) found.push({ ...payload, personNo, at: at.toISOString(), by, again });
  }
  const persons = [...new Set(found.map(({ personNo }) => personNo))];
  if (found.length > 0) ctx.emit(friendsFound, { personNo: null, persons, payload: { friends: found } });
  return new Map([...described].map(([id, { personNo }]) => [id, personNo]));
}

async function describe(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, Described>> {
  type Row = Friend & {
    readonly memberId: string | null;
    readonly way: string | null;
    readonly staff: string | null;
    readonly shared: string | null;
    readonly known: boolean;
  };
  const { rows } = await sql<Row>`
    select f.id, f.userid, f.external_userid, f.contact_way_id, c.member_id, w.name as way, s.name as staff, f.shared,
      f.shared is not null and exists (
        select from scrm.friend o where o.external_userid = f.external_userid and o.id <> f.id and o.added_at < f.added_at) as known
    from scrm.friend f join scrm.customer c on c.external_userid = f.external_userid
    left join scrm.contact_way w on w.id = f.contact_way_id left join scrm.staff s on s.userid = f.userid
    where f.id = any(${[...ids]}::text[])
  `.execute(ctx.db);
  const memberIds = rows.flatMap(({ memberId }) => memberId ?? []);
  const members = memberIds.length === 0 ? undefined : await findMembers(ctx, memberIds);
  return new Map(
    rows.map(({ id: friendId, userid, externalUserid, contactWayId, memberId, way, staff, shared: subject, known }) => {
      const member = members?.get(memberId ?? '');
      const who = { personNo: member?.personNo ?? null, memberId: member?.id ?? '', friendId, userid };
      const shared = subject === null ? {} : { shared: { subject, externalUserid, known } };
      return [
        friendId,
        { ...who, staff: staff ?? userid, contactWayId: contactWayId ?? '', way: way ?? '', ...shared },
      ];
    }),
  );
}
