import { sql } from 'kysely';
import { type Birthday, birthdayKey } from '../../platform/birthday.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { someKeys } from '../../platform/db.ts';
import { type KnownAccount, seeing } from './account.ts';
import type { Arrival } from './arrival.ts';
import { birthdayOf } from './birthday-of.ts';
import { INITIAL_NAME, type StoredPhone } from './member.ts';

export type MemberRecord = {
  readonly id: string;
  readonly personNo: number;
  readonly nickname: string;
  readonly avatar: string | null;
  readonly phoneMasked: string | null;
  readonly birthday: Birthday | null;
  readonly birthdayChangedAt: Date | null;
  readonly blocked: boolean;
  readonly createdAt: Date;
};

const RECORD = sql`m.id, m.person_no, m.nickname, m.avatar, m.phone_masked, ${birthdayOf('m')} as birthday, m.birthday_changed_at, m.blocked,
  m.created_at`;

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
    where a.no = any(${someKeys('int', numbers)})
  `.execute(ctx.db);
  const found = new Map(
    rows.map(({ no, app, openid, memberId, ...member }) => [no, { ...member, account: { no, app, openid, memberId } }]),
  );
  return numbers.map((no) => found.get(no));
}

type Recognized = MemberRecord & { readonly no: number | null };

/** Whom an account belongs to now, and whom a unionid: nobody, one member, or two that are one person. */
export async function recognized(
  ctx: Ctx,
  { app, openid, unionid }: { readonly app: string; readonly openid: string; readonly unionid: string | null },
): Promise<{ readonly hers: MemberRecord | undefined; readonly same: MemberRecord | undefined }> {
  const { rows } = await sql<Recognized>`
    select a.no, ${RECORD} from members.account a
    join members.member owner on owner.id = a.member_id join members.member m on m.id = coalesce(owner.merged_into, owner.id)
    where a.app = ${app} and a.openid = ${openid}
    union all
    select null, ${RECORD} from members.identity i join members.member m on m.id = i.member_id
    where i.kind = 'unionid' and i.value = ${unionid}
  `.execute(ctx.db);
  const record = (row: Recognized | undefined): MemberRecord | undefined => {
    if (!row) return undefined;
    const { no: _, ...member } = row;
    return member;
  };
  return {
    hers: record(rows.find(({ no }) => no !== null)),
    same: record(rows.find(({ no }) => no === null)),
  };
}

export async function findByPhone(ctx: Ctx, index: string): Promise<MemberRecord | undefined> {
  const { rows } = await sql<MemberRecord>`
    select ${RECORD} from members.member m where m.phone_index = ${index} and m.merged_into is null
  `.execute(ctx.db);
  return rows[0];
}

/** A new member, called by her number until she says otherwise, with the account that nobody knew yet. */
export async function insertWithAccount(
  ctx: Ctx,
  made: { readonly id: string; readonly source: string },
  seen: Parameters<typeof seeing>[1],
  arrival?: Arrival,
): Promise<{ readonly member: MemberRecord; readonly account: KnownAccount }> {
  const { rows } = await sql<MemberRecord & KnownAccount>`
    with ${making(ctx, made)}, ${seeing(ctx, seen, made.id, arrival)}
    select made.*, account.no, account.app, account.openid, account.member_id from made cross join account
  `.execute(ctx.db);
  const { no, app, openid, memberId, ...member } = there(rows[0]);
  return { member, account: { no, app, openid, memberId } };
}

function making(ctx: Ctx, { id, source }: { readonly id: string; readonly source: string }) {
  return sql`
    next as (
      select nextval(pg_get_serial_sequence('members.member', 'person_no'))::int as no
    ), made as (
      insert into members.member as m (id, person_no, nickname, source, created_at) overriding system value
      select ${id}, no, ${INITIAL_NAME}::text || lpad(no::text, greatest(6, length(no::text)), '0'), ${source}, ${ctx.now()}
      from next
      returning ${RECORD}
    ), placed as (insert into members.standing (person_no) select person_no from made)`;
}

function there<T>(made: T | undefined): T {
  if (made === undefined) throw new Error('a member vanished while being made');
  return made;
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

export type ProfileChange = {
  readonly nickname?: string | undefined;
  readonly avatar?: string | undefined;
  readonly birthday?: Birthday | undefined;
};

/** Undefined where there is no such member, or her birthday was changed after `fixedSince` and would be another again. */
export async function updateProfile(
  ctx: Ctx,
  memberId: string,
  change: ProfileChange,
  fixedSince: Date,
): Promise<MemberRecord | undefined> {
  const { day = null, lunar = false } = change.birthday ?? {};
  const key = change.birthday === undefined ? null : birthdayKey(change.birthday);
  const same = sql`(birthday, birthday_lunar) = (${day}::date, ${lunar})`;
  const { rows } = await sql<MemberRecord>`
    update members.member m set
      nickname = coalesce(${change.nickname ?? null}, nickname),
      avatar = coalesce(${change.avatar ?? null}, avatar),
      birthday = coalesce(${day}::date, birthday),
      birthday_key = coalesce(${key}, birthday_key),
      birthday_lunar = case when ${day}::date is null then birthday_lunar else ${lunar} end,
      birthday_changed_at = case when not ${same} then ${ctx.now()} else birthday_changed_at end
    where id = ${memberId} and (birthday is null or ${day}::date is null or ${same}
      or birthday_changed_at is null or birthday_changed_at <= ${fixedSince})
    returning ${RECORD}
  `.execute(ctx.db);
  return rows[0];
}
