import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { takeTurn } from '../../../platform/turn.ts';
import type { WecomCustomer, WecomFollow } from '../../../wechat/index.ts';
import { accounts } from '../../members/index.ts';
import { namesOfStaff } from '../corp/staff.ts';
import { type FoundFriend, friendsFound } from '../events.ts';
import { endOf } from './said.ts';
import { type Friend, type Look, sameMarks, settleCustomer } from './settle.ts';

/** What a friendship was found to be, beside what was kept. */
export type Found = {
  readonly kind: 'added' | 'ended' | 'changed';
  readonly friend: Friend;
  /** Absent where WeCom does not say when. */
  readonly happenedAt: Date | null;
};

type Kept = {
  readonly externalUserid: string;
  readonly name: string;
  readonly unionid: string | null;
  readonly id: string | null;
  readonly addedAt: Date | null;
  readonly endedAt: Date | null;
  readonly looked: number | null;
  readonly remark: string | null;
  readonly tagIds: readonly string[] | null;
  readonly contactWayId: string | null;
};
type Met = { readonly customer: WecomCustomer; readonly follow: WecomFollow; readonly kept: Kept | undefined };

/**
 * The same as `settleCustomer` for a page of one member's customers, by sets: most of them stand as they stood. Whoever is new since
 * `newsSince` goes the way of callbacks, so that what friendship starts is started; who has long been a friend is told in columns,
 * which start nothing. `pending`: whose callbacks wait; they are settled by these.
 */
export async function settlePage(
  ctx: Ctx,
  page: {
    readonly userid: string;
    readonly customers: readonly WecomCustomer[];
    readonly look: Look;
    readonly newsSince: Date | null;
    readonly pending: ReadonlySet<string>;
  },
): Promise<readonly Found[]> {
  const { userid, look, newsSince, pending } = page;
  const met = await meet(ctx, page);
  const due = met.filter(
    ({ customer, kept }) => (kept?.looked ?? 0) <= look.no && !pending.has(customer.externalUserid),
  );
  await keepCustomers(ctx, due);
  const isNew = ({ follow, kept }: Met) =>
    kept?.id == null || kept.endedAt !== null || kept.addedAt?.getTime() !== follow.addedAt.getTime();
  const isNews = ({ follow }: Met) => newsSince !== null && follow.addedAt >= newsSince;
  const found: Found[] = [];
  const among = new Set([userid]);
  for (const { customer } of due.filter((one) => isNew(one) && isNews(one))) {
    const { began, ended } = await settleCustomer(ctx, { external: customer.externalUserid, customer, among, look });
    found.push(...ended.map((friend) => ({ kind: 'ended' as const, friend, happenedAt: null })));
    found.push(...began.map((friend) => ({ kind: 'added' as const, friend, happenedAt: friend.addedAt })));
  }
  const old = due.filter((one) => isNew(one) && !isNews(one));
  found.push(...(await beginMany(ctx, { userid, look, met: old })));
  found.push(...(await keepMarks(ctx, { userid, met: due.filter((one) => !isNew(one)) })));
  return found;
}

async function meet(
  ctx: Ctx,
  { userid, customers }: { readonly userid: string; readonly customers: readonly WecomCustomer[] },
): Promise<readonly Met[]> {
  const externals = customers.map(({ externalUserid }) => externalUserid);
  if (externals.length === 0) return [];
  await takeTurn(ctx, ...externals.map((external) => `scrm.customer ${external}`));
  const { rows } = await sql<Kept>`
    select c.external_userid, c.name, c.unionid, f.id, f.added_at, f.ended_at, f.looked, f.remark, f.tag_ids, f.contact_way_id
    from scrm.customer c left join lateral (
      select * from scrm.friend f where f.userid = ${userid} and f.external_userid = c.external_userid order by added_at desc limit 1
    ) f on true where c.external_userid = any(${externals}::text[])
  `.execute(ctx.db);
  const kept = new Map(rows.map((row) => [row.externalUserid, row]));
  return customers.flatMap((customer) => {
    const follow = customer.follows.find((one) => one.userid === userid);
    return follow === undefined ? [] : [{ customer, follow, kept: kept.get(customer.externalUserid) }];
  });
}

/** Only those that are new or say something else. */
async function keepCustomers(ctx: Ctx, met: readonly Met[]): Promise<void> {
  const rows = met
    .filter(
      ({ customer: { name, unionid }, kept }) =>
        kept === undefined || kept.name !== name || (unionid !== null && unionid !== kept.unionid),
    )
    .map(({ customer }) => customer);
  if (rows.length === 0) return;
  const members = await accounts.byUnionid(
    ctx,
    rows.flatMap(({ unionid }) => unionid ?? []),
  );
  const told = rows.map(({ externalUserid: external, name, unionid }) => {
    const member = unionid === null ? undefined : members.get(unionid);
    return { external, name, unionid, member: member?.id ?? null, person: member?.personNo ?? null };
  });
  await sql`
    insert into scrm.customer (external_userid, name, unionid, member_id, person_no, seen_at)
    select external, name, unionid, member, person, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r (external text, name text, unionid text, member text, person int)
    on conflict (external_userid) do update set name = excluded.name, unionid = coalesce(excluded.unionid, customer.unionid),
      member_id = coalesce(customer.member_id, excluded.member_id), person_no = coalesce(customer.person_no, excluded.person_no),
      seen_at = excluded.seen_at
  `.execute(ctx.db);
}

async function beginMany(
  ctx: Ctx,
  { userid, look, met }: { readonly userid: string; readonly look: Look; readonly met: readonly Met[] },
): Promise<readonly Found[]> {
  if (met.length === 0) return [];
  const over = met.flatMap(({ customer, kept }) =>
    kept?.id != null && kept.addedAt !== null && kept.endedAt === null
      ? [
          {
            id: kept.id,
            userid,
            externalUserid: customer.externalUserid,
            addedAt: kept.addedAt,
            contactWayId: kept.contactWayId,
          },
        ]
      : [],
  );
  const ends = await Promise.all(over.map(async (friend) => ({ friend, ...(await endOf(ctx, friend)) })));
  const closed = ends.map(({ friend, by, at }) => ({ id: friend.id, by, at: at.toISOString() }));
  if (closed.length > 0)
    await sql`
      update scrm.friend f set ended_at = r.at, ended_by = r.by, due_at = null, looked = ${look.no}
      from jsonb_to_recordset(${JSON.stringify(closed)}::jsonb) as r (id text, by text, at timestamptz) where f.id = r.id
    `.execute(ctx.db);
  const rows = met.map(({ customer, follow }) => ({
    id: newId('frd'),
    external: customer.externalUserid,
    added_at: follow.addedAt.toISOString(),
    state: follow.state,
    add_way: follow.addWay,
    remark: follow.remark,
    tag_ids: follow.tagIds,
  }));
  // Remark and tags of a contact way are for who comes by it now: nothing of theirs is set.
  const { rows: began } = await sql<Friend>`
    insert into scrm.friend (id, userid, external_userid, added_at, state, add_way, contact_way_id, remark, tag_ids, looked)
    select r.id, ${userid}, r.external, r.added_at, r.state, r.add_way, w.contact_way_id, r.remark, r.tag_ids, ${look.no}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id text, external text, added_at timestamptz, state text, add_way int, remark text, tag_ids text[])
    left join scrm.way_staff w on w.state = r.state
    on conflict (userid, external_userid, added_at) do update set ended_at = null, ended_by = null, looked = excluded.looked
    returning id, userid, external_userid, added_at, contact_way_id
  `.execute(ctx.db);
  const again = new Set(met.flatMap(({ customer, kept }) => (kept?.id == null ? [] : [customer.externalUserid])));
  await tellMany(ctx, [
    ...ends.map(({ friend, by, at }) => ({ friend, at, by, again: false })),
    ...began.map((friend) => ({ friend, at: friend.addedAt, by: null, again: again.has(friend.externalUserid) })),
  ]);
  return [
    ...over.map((friend) => ({ kind: 'ended' as const, friend, happenedAt: null })),
    ...began.map((friend) => ({ kind: 'added' as const, friend, happenedAt: friend.addedAt })),
  ];
}

type News = Pick<FoundFriend, 'by' | 'again'> & { readonly friend: Friend; readonly at: Date };

/** Of those who are members: who nobody knows has nobody to be told of. */
async function tellMany(ctx: Ctx, news: readonly News[]): Promise<void> {
  const { rows } = await sql<{ externalUserid: string; memberId: string; personNo: number }>`
    select external_userid, member_id, person_no from scrm.customer
    where external_userid = any(${news.map(({ friend }) => friend.externalUserid)}::text[]) and person_no is not null
  `.execute(ctx.db);
  const members = new Map(rows.map((row) => [row.externalUserid, row]));
  const names = await namesOfStaff(
    ctx,
    news.map(({ friend }) => friend.userid),
  );
  const ways = await namesOfWays(
    ctx,
    news.flatMap(({ friend }) => friend.contactWayId ?? []),
  );
  const friends = news.flatMap(({ friend, at, by, again }): FoundFriend[] => {
    const member = members.get(friend.externalUserid);
    if (member === undefined) return [];
    const { memberId, personNo } = member;
    const staff = names.get(friend.userid) ?? friend.userid;
    const { id: friendId, userid, contactWayId } = friend;
    const way = { contactWayId: contactWayId ?? '', way: ways.get(contactWayId ?? '') ?? '' };
    return [{ memberId, personNo, friendId, userid, staff, ...way, at: at.toISOString(), by, again }];
  });
  const persons = [...new Set(friends.map(({ personNo }) => personNo))];
  if (friends.length > 0) ctx.emit(friendsFound, { personNo: null, persons, payload: { friends } });
}

async function namesOfWays(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from scrm.contact_way where id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function keepMarks(
  ctx: Ctx,
  { userid, met }: { readonly userid: string; readonly met: readonly Met[] },
): Promise<readonly Found[]> {
  const changed = met.flatMap(({ customer, follow, kept }) =>
    kept?.id != null && !sameMarks(kept, follow)
      ? [{ id: kept.id, first: kept.remark === null, contactWayId: kept.contactWayId, customer, follow }]
      : [],
  );
  if (changed.length === 0) return [];
  const rows = changed.map(({ id, follow }) => ({ id, remark: follow.remark, tag_ids: follow.tagIds }));
  await sql`
    update scrm.friend f set remark = r.remark, tag_ids = r.tag_ids
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, remark text, tag_ids text[]) where f.id = r.id
  `.execute(ctx.db);
  return changed.flatMap(({ id, first, contactWayId, customer: { externalUserid }, follow: { addedAt } }) =>
    // Marks that were never seen before are no change.
    first
      ? []
      : [{ kind: 'changed' as const, friend: { id, userid, externalUserid, addedAt, contactWayId }, happenedAt: null }],
  );
}
