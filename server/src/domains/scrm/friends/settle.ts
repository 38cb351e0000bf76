import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { takeTurn } from '../../../platform/turn.ts';
import type { WecomCustomer, WecomFollow } from '../../../wechat/index.ts';
import { findMembers } from '../../members/index.ts';
import { friendAdded, friendLost } from '../events.ts';
import { ASSIGNED } from '../losses/rules.ts';
import { passByNumber } from '../phone-lists/passed.ts';
import { endOf } from './said.ts';
import { memberOfUnionid } from './who.ts';

export type Friend = {
  readonly id: string;
  readonly userid: string;
  readonly externalUserid: string;
  readonly addedAt: Date;
  readonly contactWayId: string | null;
};

/** A look at WeCom, to be begun before it is asked: what an older one saw never overrules a newer one. */
export type Look = { readonly no: number };

export async function beginLook(ctx: Ctx): Promise<Look> {
  const { rows } = await sql<{ no: number }>`select nextval('scrm.look') as no`.execute(ctx.db);
  return { no: rows[0]?.no ?? 0 };
}

type Settled = {
  /** Who has her now, of those that were asked about. */
  readonly now: ReadonlyMap<string, Friend>;
  /** What was another before. */
  readonly began: readonly Friend[];
  readonly ended: readonly Friend[];
  readonly changed: readonly Friend[];
};
type Kept = Friend & {
  readonly endedAt: Date | null;
  readonly looked: number;
  readonly remark: string | null;
  readonly tagIds: readonly string[] | null;
};
type Asked = {
  readonly external: string;
  /** Null: she is nobody's customer. */
  readonly customer: WecomCustomer | null;
  /** Only of these members, where nothing was asked about the others; null: all of them. */
  readonly among: ReadonlySet<string> | null;
  readonly look: Look;
};

/**
 * Brings what is kept of a customer to how WeCom says that things stand: friendships that are over end, those that are new begin, and
 * each is told once. Idempotent.
 */
export async function settleCustomer(ctx: Ctx, { external, customer, among, look }: Asked): Promise<Settled> {
  await takeTurn(ctx, `scrm.customer ${external}`);
  if (customer !== null) await keepCustomer(ctx, customer);
  const { rows: newest } = await sql<Kept>`
    select distinct on (userid) id, userid, external_userid, added_at, contact_way_id, ended_at, looked, remark, tag_ids
    from scrm.friend where external_userid = ${external} order by userid, added_at desc
  `.execute(ctx.db);
  const seenSince = new Set(newest.filter(({ looked }) => looked > look.no).map(({ userid }) => userid));
  const asked = (userid: string) => (among === null || among.has(userid)) && !seenSince.has(userid);
  const kept = newest.filter(({ endedAt }) => endedAt === null);
  const follows = (customer?.follows ?? []).filter(({ userid }) => asked(userid));
  const followOf = (friend: Friend) =>
    follows.find(({ userid, addedAt }) => userid === friend.userid && addedAt.getTime() === friend.addedAt.getTime());
  const ended = kept.filter((friend) => asked(friend.userid) && followOf(friend) === undefined);
  for (const friend of ended) await endFriend(ctx, friend, look);
  const stay = kept.filter((friend) => !ended.includes(friend));
  const now = new Map<string, Friend>(
    stay.filter(({ userid }) => among === null || among.has(userid)).map((friend) => [friend.userid, friend]),
  );
  const began: Friend[] = [];
  for (const follow of follows) {
    const again = newest.some(({ userid }) => userid === follow.userid);
    if (!now.has(follow.userid)) began.push(await beginFriend(ctx, external, { ...follow, again }, look));
  }
  for (const friend of began) now.set(friend.userid, friend);
  const changed = stay.filter((friend) => {
    const follow = followOf(friend);
    return follow !== undefined && !sameMarks(friend, follow);
  });
  for (const friend of changed) await keepMarks(ctx, friend.id, followOf(friend));
  await passByNumber(ctx, numbersOf(follows, now));
  // Marks that were never seen before are no change.
  return { now, began, ended, changed: changed.filter(({ remark }) => remark !== null) };
}

/** By what her members noted: who of a phone list she is. */
function numbersOf(follows: readonly WecomFollow[], now: ReadonlyMap<string, Friend>) {
  return follows.flatMap(({ userid, mobiles }) => {
    const friend = now.get(userid);
    return friend === undefined ? [] : mobiles.map((phone) => ({ phone, friendId: friend.id }));
  });
}

type Marks = Pick<WecomFollow, 'remark' | 'tagIds'>;

export function sameMarks(kept: Pick<Kept, 'remark' | 'tagIds'>, { remark, tagIds }: Marks): boolean {
  return kept.remark === remark && JSON.stringify(kept.tagIds) === JSON.stringify(tagIds);
}

async function keepMarks(ctx: Ctx, id: string, marks: Marks | undefined): Promise<void> {
  if (marks === undefined) return;
  await sql`update scrm.friend set remark = ${marks.remark}, tag_ids = ${[...marks.tagIds]}::text[] where id = ${id}`.execute(
    ctx.db,
  );
}

async function keepCustomer(ctx: Ctx, { externalUserid, name, unionid }: WecomCustomer): Promise<void> {
  const member = unionid === null ? null : await memberOfUnionid(ctx, unionid);
  await sql`
    insert into scrm.customer (external_userid, name, unionid, member_id, person_no, seen_at)
    values (${externalUserid}, ${name}, ${unionid}, ${member?.id ?? null}, ${member?.personNo ?? null}, ${ctx.now()})
    on conflict (external_userid) do update set name = excluded.name, unionid = coalesce(excluded.unionid, customer.unionid),
      member_id = coalesce(customer.member_id, excluded.member_id), person_no = coalesce(customer.person_no, excluded.person_no),
      seen_at = excluded.seen_at
  `.execute(ctx.db);
}

async function beginFriend(
  ctx: Ctx,
  external: string,
  { userid, addedAt, state, addWay, remark, tagIds, again }: WecomFollow & { readonly again: boolean },
  { no: look }: Look,
): Promise<Friend> {
  const { rows: ways } = await sql<{ id: string; asks: boolean }>`
    select c.id, c.values->>'remark' is not null or jsonb_typeof(c.values->'tags') = 'array' as asks
    from scrm.way_staff w join scrm.contact_way c on c.id = w.contact_way_id where w.state = ${state}
  `.execute(ctx.db);
  const [way] = ways;
  const contactWayId = way?.id ?? null;
  const { rows } = await sql<Friend>`
    insert into scrm.friend (id, userid, external_userid, added_at, state, add_way, contact_way_id, due_at, remark, tag_ids, looked)
    values (${newId('frd')}, ${userid}, ${external}, ${addedAt}, ${state}, ${addWay}, ${contactWayId}, ${way?.asks ? ctx.now() : null},
      ${remark}, ${[...tagIds]}::text[], ${look})
    on conflict (userid, external_userid, added_at) do update set ended_at = null, ended_by = null, looked = excluded.looked
    returning id, userid, external_userid, added_at, contact_way_id
  `.execute(ctx.db);
  const [friend] = rows;
  if (friend === undefined) throw new Error('a friend vanished while being kept');
  const who = await describe(ctx, friend);
  ctx.emit(friendAdded, {
    personNo: who.personNo,
    // Who is handed over was a friend of the shop before: nothing begins anew with her.
    payload: { ...who.payload, again: again || addWay === ASSIGNED },
    at: addedAt,
  });
  if (contactWayId !== null && who.personNo !== null)
    await sql`
      update scrm.visit set added_at = ${addedAt} where no = (
        select no from scrm.visit where contact_way_id = ${contactWayId} and person_no = ${who.personNo} and userid = ${userid} and added_at is null
        order by no desc limit 1
      )
    `.execute(ctx.db);
  return friend;
}

async function endFriend(ctx: Ctx, friend: Friend, { no: look }: Look): Promise<void> {
  const { by, at } = await endOf(ctx, friend);
  await sql`
    update scrm.friend set ended_at = ${at}, ended_by = ${by}, due_at = null, looked = ${look} where id = ${friend.id}
  `.execute(ctx.db);
  const { personNo, payload } = await describe(ctx, friend);
  ctx.emit(friendLost, { personNo, payload: { ...payload, by }, at });
}

async function describe(ctx: Ctx, { id, userid, externalUserid, contactWayId }: Friend) {
  const { rows } = await sql<{ memberId: string | null; way: string | null; staff: string | null }>`
    select c.member_id, (select name from scrm.contact_way w where w.id = ${contactWayId}) as way,
      (select name from scrm.staff s where s.userid = ${userid}) as staff
    from scrm.customer c where c.external_userid = ${externalUserid}
  `.execute(ctx.db);
  const { memberId = null, way = null, staff = null } = rows[0] ?? {};
  const member = memberId === null ? undefined : (await findMembers(ctx, [memberId])).get(memberId);
  return {
    personNo: member?.personNo ?? null,
    payload: {
      memberId: member?.id ?? '',
      friendId: id,
      userid,
      staff: staff ?? userid,
      contactWayId: contactWayId ?? '',
      way: way ?? '',
    },
  };
}
