import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
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

export type Identity = { readonly kind: string; readonly value: string };

const RECORD = sql.raw('m.id, m.person_no, m.nickname, m.avatar, m.phone_masked, m.blocked, m.created_at');

/** The member an id leads to now: herself, or the one she was merged into. */
export async function findLiving(ctx: Ctx, id: string): Promise<MemberRecord | undefined> {
  const { rows } = await sql<MemberRecord>`
    select ${RECORD} from members.member m
    where m.id = (select coalesce(merged_into, id) from members.member where id = ${id})
  `.execute(ctx.db);
  return rows[0];
}

/** Those the ids lead to now, in their order; undefined where there is none. */
export async function findLivingOnes(ctx: Ctx, ids: readonly string[]): Promise<(MemberRecord | undefined)[]> {
  const { rows } = await sql<MemberRecord & { asked: string }>`
    select asked.id as asked, ${RECORD}
    from members.member asked join members.member m on m.id = coalesce(asked.merged_into, asked.id)
    where asked.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  const found = new Map(rows.map((row) => [row.asked, row]));
  return ids.map((id) => found.get(id));
}

export async function findByIdentities(ctx: Ctx, identities: readonly Identity[]): Promise<MemberRecord | undefined> {
  const { rows } = await sql<MemberRecord>`
    select ${RECORD} from members.identity i join members.member m on m.id = i.member_id
    where (i.kind, i.value) in (
      select * from unnest(${identities.map((i) => i.kind)}::text[], ${identities.map((i) => i.value)}::text[])
    )
    order by m.person_no limit 1
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

/** Give identities to a member; answers who owns them in the end (another, when that one was quicker). */
export async function addIdentities(ctx: Ctx, memberId: string, identities: readonly Identity[]): Promise<string> {
  const { rows } = await sql<{ memberId: string }>`
    insert into members.identity (kind, value, member_id, seen_at)
    select kind, value, ${memberId}, ${ctx.now()}
    from unnest(${identities.map((i) => i.kind)}::text[], ${identities.map((i) => i.value)}::text[]) as given (kind, value)
    on conflict (kind, value) do update set seen_at = excluded.seen_at
    returning member_id
  `.execute(ctx.db);
  return rows.find((r) => r.memberId !== memberId)?.memberId ?? memberId;
}

export async function setPhone(ctx: Ctx, memberId: string, phone: StoredPhone): Promise<void> {
  await sql`
    update members.member set phone_sealed = ${phone.sealed}, phone_index = ${phone.index}, phone_masked = ${phone.masked}
    where id = ${memberId}
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
