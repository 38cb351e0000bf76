import type { groupJoinedBy, groupLeftBy } from '@huoshui/contracts/words/scrm-groups';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import type { Wecom } from '../../../wechat/index.ts';
import { accounts } from '../../members/index.ts';
import { namesOfStaff } from '../corp/staff.ts';
import { groupJoined, groupLeft } from '../events.ts';

type Group = NonNullable<Awaited<ReturnType<Wecom['group']>>>;

/** Which reading it is, and until when it had the group: news that came meanwhile asks for another. */
type Reading = { readonly reads: number; readonly dueAt: Date };

/**
 * Brings what is kept of a group to how WeCom says that it stands: who is gone has left, who is new has joined, and each is told once.
 * Idempotent. A reading that began before another one is dropped: what it found is older.
 */
export async function settleChat(
  ctx: Ctx,
  chatId: string,
  group: Group | null,
  { reads, dueAt }: Reading,
): Promise<void> {
  const { rows } = await sql`
    select from scrm.chat where id = ${chatId} and reads = ${reads} for no key update
  `.execute(ctx.db);
  if (rows.length === 0) return;
  if (group !== null) await keepCustomers(ctx, group);
  const left = await endThose(ctx, chatId, group);
  const joined = group === null ? [] : await beginThose(ctx, chatId, group);
  await keepChat(ctx, chatId, group, dueAt);
  const codes = [...new Set([...left, ...joined].flatMap(({ groupCodeId }) => groupCodeId ?? []))];
  const name = await nameOf(ctx, chatId);
  const known = await whoIs(ctx, [...left, ...joined]);
  const codeNames = await namesOfCodes(ctx, codes);
  const about = (one: Membership) => ({
    ...{ membershipId: one.id, chatId, group: name, groupCodeId: one.groupCodeId ?? '', lane: one.lane ?? '' },
    code: codeNames.get(one.groupCodeId ?? '') ?? '',
  });
  const staff = await namesOfStaff(
    ctx,
    joined.flatMap(({ invitedBy }) => invitedBy ?? []),
  );
  for (const one of left) {
    const her = known.get(one.userid);
    if (her === undefined) continue;
    const days = Math.floor((one.leftAt.getTime() - one.joinedAt.getTime()) / DAY_MS);
    const payload = { ...about(one), memberId: her.memberId, by: one.leftBy, days };
    ctx.emit(groupLeft, { personNo: her.personNo, payload, at: one.leftAt });
  }
  for (const one of joined) {
    const her = known.get(one.userid);
    if (her === undefined) continue;
    const invitedBy = one.invitedBy === null ? '' : (staff.get(one.invitedBy) ?? one.invitedBy);
    const late = ctx.now().getTime() - one.joinedAt.getTime() >= DAY_MS;
    const payload = { ...about(one), memberId: her.memberId, by: wayOf(one.scene), invitedBy, again: one.again, late };
    ctx.emit(groupJoined, { personNo: her.personNo, payload, at: one.joinedAt });
    await markVisit(ctx, chatId, her.personNo, one.joinedAt);
  }
}

const WAYS: readonly (keyof typeof groupJoinedBy)[] = ['other', 'invited', 'invitation_link', 'code'];
export const wayOf = (scene: number): keyof typeof groupJoinedBy => WAYS[scene] ?? 'other';

/** Customers as the group shows them, in the order of their ids: two groups that share some never wait for each other. */
async function keepCustomers(ctx: Ctx, { members }: Group): Promise<void> {
  const customers = members.filter(({ isStaff }) => !isStaff);
  const known = await accounts.byUnionid(
    ctx,
    customers.flatMap(({ unionid }) => unionid ?? []),
  );
  const rows = customers.map(({ userid, name, unionid }) => {
    const member = unionid === null ? undefined : known.get(unionid);
    return { id: userid, name, unionid, member_id: member?.id ?? null, person_no: member?.personNo ?? null };
  });
  await sql`
    insert into scrm.customer (external_userid, name, unionid, member_id, person_no, seen_at)
    select new.id, new.name, new.unionid, new.member_id, new.person_no, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, name text, unionid text, member_id text, person_no int)
    left join scrm.customer c on c.external_userid = new.id
    where c.external_userid is null or (new.name <> '' and c.name <> new.name) or (new.unionid is not null and c.unionid is null)
      or (new.member_id is not null and c.member_id is null)
    order by new.id
    on conflict (external_userid) do update set name = case when excluded.name = '' then customer.name else excluded.name end,
      unionid = coalesce(excluded.unionid, customer.unionid), member_id = coalesce(customer.member_id, excluded.member_id),
      person_no = coalesce(customer.person_no, excluded.person_no), seen_at = excluded.seen_at
  `.execute(ctx.db);
}

type Membership = {
  readonly id: string;
  readonly userid: string;
  readonly isStaff: boolean;
  readonly joinedAt: Date;
  readonly groupCodeId: string | null;
  readonly lane: string | null;
};
type Left = Membership & { readonly leftAt: Date; readonly leftBy: keyof typeof groupLeftBy };
type Joined = Membership & { readonly scene: number; readonly invitedBy: string | null; readonly again: boolean };

const asRows = ({ members }: Group) =>
  JSON.stringify(members.map(({ userid, joinedAt }) => ({ userid, joined_at: joinedAt.toISOString() })));

/** How she went is what was told of her since she came; the first of it, for she may have come and gone again. */
async function endThose(ctx: Ctx, chatId: string, group: Group | null): Promise<readonly Left[]> {
  const { rows } = await sql<Left>`
    update scrm.chat_member m set
      left_at = coalesce((select min(l.at) from scrm.chat_left l where l.chat_id = m.chat_id and l.userid = m.userid and l.at >= m.joined_at), ${ctx.now()}),
      left_by = coalesce((
        select l.by from scrm.chat_left l where l.chat_id = m.chat_id and l.userid = m.userid and l.at >= m.joined_at order by l.at limit 1
      ), ${group === null ? 'dismissed' : 'unknown'})
    where m.chat_id = ${chatId} and m.left_at is null and not exists (
      select from jsonb_to_recordset(${group === null ? '[]' : asRows(group)}::jsonb) as now (userid text, joined_at timestamptz)
      where now.userid = m.userid and now.joined_at = m.joined_at
    )
    returning m.id, m.userid, m.is_staff, m.joined_at, m.group_code_id, m.lane, m.left_at, m.left_by
  `.execute(ctx.db);
  return rows.filter(({ isStaff }) => !isStaff);
}

async function beginThose(ctx: Ctx, chatId: string, { members }: Group): Promise<readonly Joined[]> {
  const asked = members.map(({ userid, isStaff, joinedAt, scene, invitor, state }) => ({
    ...{ id: newId('gmb'), userid, is_staff: isStaff, joined_at: joinedAt.toISOString(), scene, invited_by: invitor },
    state,
  }));
  const { rows } = await sql<Joined>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as new (id text, userid text, is_staff boolean, joined_at timestamptz, scene int, invited_by text, state text)
    ), fresh as (
      insert into scrm.chat_member as m (id, chat_id, userid, is_staff, joined_at, scene, invited_by, group_code_id, lane)
      select a.id, ${chatId}, a.userid, a.is_staff, a.joined_at, a.scene, a.invited_by, e.group_code_id, e.lane
      from asked a left join scrm.group_entry e on e.state = a.state
      where not exists (select from scrm.chat_member k where k.chat_id = ${chatId} and k.userid = a.userid and k.left_at is null)
      on conflict (chat_id, userid, joined_at) do update set left_at = null, left_by = null
      returning m.id, m.userid, m.is_staff, m.joined_at, m.group_code_id, m.lane, m.scene, m.invited_by
    )
    select f.*, exists (
      select from scrm.chat_member b where b.chat_id = ${chatId} and b.userid = f.userid and b.joined_at < f.joined_at
    ) as again from fresh f
  `.execute(ctx.db);
  return rows.filter(({ isStaff }) => !isStaff);
}

async function keepChat(ctx: Ctx, chatId: string, group: Group | null, dueAt: Date): Promise<void> {
  const count = sql`(select count(*)::int from scrm.chat_member m where m.chat_id = c.id and m.left_at is null`;
  const { name = null, owner = null, notice = null, createdAt = null } = group ?? {};
  await sql`
    update scrm.chat c set name = coalesce(${name}, c.name), owner = coalesce(${owner}, c.owner), notice = coalesce(${notice}, c.notice),
      created_at = coalesce(${createdAt}, c.created_at), members = ${count}), customers = ${count} and not m.is_staff),
      dismissed_at = ${group === null ? sql`coalesce(c.dismissed_at, ${ctx.now()})` : null},
      read_at = ${ctx.now()}, due_at = case when c.due_at <> ${dueAt} then c.due_at end, tries = 0, trouble = null
    where c.id = ${chatId}
  `.execute(ctx.db);
}

async function nameOf(ctx: Ctx, chatId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from scrm.chat where id = ${chatId}`.execute(ctx.db);
  return rows[0]?.name ?? '';
}

async function namesOfCodes(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from scrm.group_code where id = any(${[...ids]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function whoIs(ctx: Ctx, those: readonly Membership[]) {
  const { rows } = await sql<{ userid: string; memberId: string; personNo: number }>`
    select external_userid as userid, member_id, person_no from scrm.customer
    where external_userid = any(${those.map(({ userid }) => userid)}::text[]) and member_id is not null and person_no is not null
  `.execute(ctx.db);
  return new Map(rows.map(({ userid, ...her }) => [userid, her]));
}

/** The place that was kept for her is taken. */
async function markVisit(ctx: Ctx, chatId: string, personNo: number, joinedAt: Date): Promise<void> {
  await sql`
    update scrm.group_visit set joined_at = ${joinedAt} where chat_id = ${chatId} and person_no = ${personNo} and joined_at is null
  `.execute(ctx.db);
}
