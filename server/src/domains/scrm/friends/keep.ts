import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import type { WecomCustomer, WecomFollow } from '../../../wechat/index.ts';
import { accounts } from '../../members/index.ts';
import type { Friend, KeptFriend } from './friend.ts';
import { type End, endsOf } from './said.ts';

type KeptCustomer = {
  readonly name: string;
  readonly unionid: string | null;
  readonly memberId: string | null;
  /** The newest friendship with each member. */
  readonly newest: readonly KeptFriend[];
};

/** What is kept of these customers, by their ids. */
export async function readKept(ctx: Ctx, externals: readonly string[]): Promise<ReadonlyMap<string, KeptCustomer>> {
  type Row = Omit<KeptCustomer, 'newest'> &
    Omit<KeptFriend, 'id'> & { readonly external: string; readonly id: string | null };
  const { rows } = await sql<Row>`
    select c.external_userid as external, c.name, c.unionid, c.member_id, f.id, f.userid, f.external_userid, f.added_at, f.contact_way_id,
      f.ended_at, f.looked, f.remark, f.tag_ids
    from scrm.customer c left join lateral (
      select distinct on (userid) * from scrm.friend f where f.external_userid = c.external_userid order by userid, added_at desc
    ) f on true where c.external_userid = any(${[...externals]}::text[])
  `.execute(ctx.db);
  const kept = new Map<string, KeptCustomer & { readonly newest: KeptFriend[] }>();
  for (const { external, id, name, unionid, memberId, ...friend } of rows) {
    const hers = kept.get(external) ?? { name, unionid, memberId, newest: [] };
    if (id !== null) hers.newest.push({ id, ...friend });
    kept.set(external, hers);
  }
  return kept;
}

/** Only those who are new, say something else or are found to be members by now; in the order of their ids, as groups keep theirs. */
export async function keepCustomers(
  ctx: Ctx,
  customers: readonly WecomCustomer[],
  kept: ReadonlyMap<string, KeptCustomer>,
): Promise<void> {
  const strangers = customers.flatMap(({ externalUserid, unionid }) =>
    unionid === null || kept.get(externalUserid)?.memberId != null ? [] : [unionid],
  );
  const members = strangers.length === 0 ? undefined : await accounts.byUnionid(ctx, strangers);
  const rows = customers.flatMap(({ externalUserid: external, name, unionid }) => {
    const before = kept.get(external);
    const member = unionid === null ? undefined : members?.get(unionid);
    const same = before?.name === name && (unionid === null || unionid === before.unionid) && member === undefined;
    return same ? [] : [{ external, name, unionid, member: member?.id ?? null, person: member?.personNo ?? null }];
  });
  if (rows.length === 0) return;
  await sql`
    insert into scrm.customer (external_userid, name, unionid, member_id, person_no, seen_at)
    select external, name, unionid, member, person, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (external text, name text, unionid text, member text, person int)
    order by external
    on conflict (external_userid) do update set name = excluded.name, unionid = coalesce(excluded.unionid, customer.unionid),
      member_id = coalesce(customer.member_id, excluded.member_id), person_no = coalesce(customer.person_no, excluded.person_no),
      seen_at = excluded.seen_at
  `.execute(ctx.db);
}

type Over = { readonly friend: Friend; readonly looked: number };

export async function endFriends<T extends Over>(ctx: Ctx, over: readonly T[]): Promise<readonly (T & End)[]> {
  if (over.length === 0) return [];
  const ends = await endsOf(
    ctx,
    over.map(({ friend }) => friend),
  );
  const ended = over.map((one) => ({
    ...one,
    ...(ends.get(one.friend.id) ?? { by: 'unknown' as const, at: ctx.now() }),
  }));
  const rows = ended.map(({ friend, looked, by, at }) => ({ id: friend.id, looked, by, at: at.toISOString() }));
  await sql`
    update scrm.friend f set ended_at = r.at, ended_by = r.by, due_at = null, looked = r.looked
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, looked bigint, by text, at timestamptz) where f.id = r.id
  `.execute(ctx.db);
  return ended;
}

type Beginning = {
  readonly external: string;
  readonly follow: WecomFollow;
  readonly looked: number;
  /** Remark and tags of a contact way are for who comes by it now: nothing of others is set. */
  readonly isNews: boolean;
};

/** By a code. Source: document/path/92265 */
const SCANNED = 1;

/**
 * Whoever left her member and scans again comes back with a word of WeCom's own in place of the state of the way: the page that showed her
 * the code knows by which.
 */
export async function beginFriends<T extends Beginning>(
  ctx: Ctx,
  beginning: readonly T[],
): Promise<readonly (T & { readonly friend: Friend })[]> {
  if (beginning.length === 0) return [];
  const asked = beginning.map(({ external, follow, looked, isNews }) => ({
    ...{ id: newId('frd'), external, looked, is_news: isNews },
    ...{ userid: follow.userid, added_at: follow.addedAt.toISOString(), state: follow.state, add_way: follow.addWay },
    ...{ remark: follow.remark, tag_ids: follow.tagIds },
  }));
  const { rows } = await sql<Friend>`
    insert into scrm.friend (id, userid, external_userid, added_at, state, add_way, contact_way_id, shared, due_at, remark, tag_ids, looked)
    select r.id, r.userid, r.external, r.added_at, r.state, r.add_way, c.id, coalesce(p.subject, before.shared),
      case when r.is_news and (c.values->>'remark' is not null or jsonb_typeof(c.values->'tags') = 'array') then ${ctx.now()}::timestamptz end,
      r.remark, r.tag_ids, r.looked
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r (id text, external text, looked bigint, is_news boolean, userid text,
      added_at timestamptz, state text, add_way int, remark text, tag_ids text[])
    left join scrm.way_staff w on w.state = r.state
    left join scrm.personal_way p on p.state = r.state
    left join lateral (
      select f.shared from scrm.friend f
      where p.state is null and w.state is null and r.state <> '' and r.add_way = ${SCANNED} and f.userid = r.userid
        and f.external_userid = r.external and f.added_at < r.added_at
      order by f.added_at desc limit 1
    ) before on true
    left join lateral (
      select v.contact_way_id from scrm.visit v join scrm.customer u on u.external_userid = r.external and u.person_no = v.person_no
      where w.state is null and r.state <> '' and r.add_way = ${SCANNED} and v.userid = r.userid and v.added_at is null
        and v.held_until >= r.added_at and v.at <= r.added_at + interval '1 minute'
      order by v.no desc limit 1
    ) seen on true
    left join scrm.contact_way c on c.id = coalesce(w.contact_way_id, seen.contact_way_id)
    on conflict (userid, external_userid, added_at) do update set ended_at = null, ended_by = null, looked = excluded.looked
    returning id, userid, external_userid, added_at, contact_way_id
  `.execute(ctx.db);
  const began = new Map(rows.map((friend) => [`${friend.externalUserid} ${friend.userid}`, friend]));
  return beginning.map((one) => {
    const friend = began.get(`${one.external} ${one.follow.userid}`);
    if (friend === undefined) throw new Error('a friend vanished while being kept');
    return { ...one, friend };
  });
}

/** Who opened the ways that they came by: the newest visit of each led to a friendship. */
export async function noteArrivals(
  ctx: Ctx,
  arrived: readonly { readonly friend: Friend; readonly personNo: number | null }[],
): Promise<void> {
  const rows = arrived.flatMap(({ friend: { contactWayId: way, userid, addedAt }, personNo: person }) =>
    way === null || person === null ? [] : [{ way, person, userid, at: addedAt.toISOString() }],
  );
  if (rows.length === 0) return;
  await sql`
    update scrm.visit v set added_at = r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (way text, person int, userid text, at timestamptz)
    cross join lateral (
      select no from scrm.visit where contact_way_id = r.way and person_no = r.person and userid = r.userid and added_at is null
      order by no desc limit 1
    ) as last
    where v.no = last.no
  `.execute(ctx.db);
}

type Marks = Pick<WecomFollow, 'remark' | 'tagIds'>;

export function sameMarks(kept: Pick<KeptFriend, 'remark' | 'tagIds'>, { remark, tagIds }: Marks): boolean {
  return kept.remark === remark && JSON.stringify(kept.tagIds) === JSON.stringify(tagIds);
}

export async function keepMarks(
  ctx: Ctx,
  changed: readonly { readonly friend: Friend; readonly follow: Marks }[],
): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ friend, follow }) => ({ id: friend.id, remark: follow.remark, tag_ids: follow.tagIds }));
  await sql`
    update scrm.friend f set remark = r.remark, tag_ids = r.tag_ids
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, remark text, tag_ids text[]) where f.id = r.id
  `.execute(ctx.db);
}
