import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { KnownAccount } from './account.ts';
import type { StoredPhone } from './member.ts';

export type MemberRecord = {
  readonly id: string;
  readonly personNo: number;
  readonly nickname: string;
  readonly avatar: string | null;
  readonly phoneMasked: string | null;
  readonly blocked: boolean;
  readonly createdAt: Date;
};

const RECORD = sql.raw('m.id, m.person_no, m.nickname, m.avatar, m.phone_masked, m.blocked, m.created_at');

/** The member an id leads to now: herself, or the one she was merged into. */
export async function findLiving(ctx: Ctx, id: string): Promise<MemberRecord | undefined> {
  const { rows } = await sql<MemberRecord>`
    select ${RECORD} from members.member m
    where m.id = (select coalesce(merged_into, id) from members.member where id = ${id})
  `.execute(ctx.db);
  return rows[0];
}

/** Whose these accounts are now, in their order; undefined where there is none. */
export async function findByAccounts(
  ctx: Ctx,
  numbers: readonly number[],
): Promise<((MemberRecord & { readonly account: KnownAccount }) | undefined)[]> {
  const { rows } = await sql<MemberRecord & KnownAccount>`
    select ${RECORD}, a.no, a.app, a.openid, a.member_id
    from members.account a join members.member m on m.id = a.member_id
    where a.no = any(${[...new Set(numbers)]}::int[])
  `.execute(ctx.db);
  const found = new Map(
    rows.map(({ no, app, openid, memberId, ...member }) => [no, { ...member, account: { no, app, openid, memberId } }]),
  );
  return numbers.map((no) => found.get(no));
}

export async function findByUnionid(ctx: Ctx, unionid: string): Promise<MemberRecord | undefined> {
  const { rows } = await sql<MemberRecord>`
    select ${RECORD} from members.identity i join members.member m on m.id = i.member_id
    where i.kind = 'unionid' and i.value = ${unionid}
  `.execute(ctx.db);
  return rows[0];
}

export async function findByPhone(ctx: Ctx, index: string): Promise<MemberRecord | undefined> {
  const { rows } = await sql<MemberRecord>`
    select ${RECORD} from members.member m where m.phone_index = ${index} and m.merged_into is null
  `.execute(ctx.db);
  return rows[0];
}

export async function insertMember(
  ctx: Ctx,
  input: { id: string; nickname: (personNo: number) => string; source: string },
): Promise<MemberRecord> {
  const { rows } = await sql<{ personNo: number }>`
    insert into members.member (id, nickname, source, created_at)
    values (${input.id}, '', ${input.source}, ${ctx.now()}) returning person_no
  `.execute(ctx.db);
  const personNo = rows[0]?.personNo ?? 0;
  const named = await sql<MemberRecord>`
    with placed as (insert into members.standing (person_no) values (${personNo}))
    update members.member m set nickname = ${input.nickname(personNo)} where id = ${input.id} returning ${RECORD}
  `.execute(ctx.db);
  const member = named.rows[0];
  if (!member) throw new Error('a member vanished while being made');
  return member;
}

/** Note that a unionid is this member's; a known one stays whose it is. */
export async function addUnionid(ctx: Ctx, memberId: string, unionid: string): Promise<void> {
  await sql`
    insert into members.identity (kind, value, member_id, seen_at) values ('unionid', ${unionid}, ${memberId}, ${ctx.now()})
    on conflict (kind, value) do update set seen_at = excluded.seen_at
  `.execute(ctx.db);
}

export async function setPhone(ctx: Ctx, memberId: string, phone: StoredPhone): Promise<void> {
  await sql`
    update members.member set phone_sealed = ${phone.sealed}, phone_index = ${phone.index}, phone_masked = ${phone.masked}
    where id = ${memberId}
  `.execute(ctx.db);
}

export async function clearPhone(ctx: Ctx, memberId: string): Promise<void> {
  await sql`
    update members.member set phone_sealed = null, phone_index = null, phone_masked = null where id = ${memberId}
  `.execute(ctx.db);
}

export async function updateProfile(
  ctx: Ctx,
  memberId: string,
  change: { nickname?: string | undefined; avatar?: string | undefined; birthday?: string | undefined },
): Promise<MemberRecord | undefined> {
  const { rows } = await sql<MemberRecord>`
    update members.member m set
      nickname = coalesce(${change.nickname ?? null}, nickname),
      avatar = coalesce(${change.avatar ?? null}, avatar),
      birthday = coalesce(${change.birthday ?? null}::date, birthday)
    where id = ${memberId} returning ${RECORD}
  `.execute(ctx.db);
  return rows[0];
}
