import { sql } from 'kysely';
import type { Birthday } from '../../platform/birthday.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { someKeys } from '../../platform/db.ts';
import { birthdayOf } from './birthday-of.ts';

export type MemberBrief = {
  readonly id: string;
  readonly personNo: number;
  readonly nickname: string;
  readonly phoneMasked: string | null;
  readonly blocked: boolean;
  /** Tries things out for the shop: held out of nothing, counted in no result. */
  readonly tester: boolean;
  readonly joinedAt: Date;
  /** Of those who said it. */
  readonly birthday: Birthday | null;
};

/** Members by id; one that was merged is found under her old id too. */
export async function findMembers(ctx: Ctx, ids: readonly string[]): Promise<Map<string, MemberBrief>> {
  const { rows } = await sql<MemberBrief & { askedId: string }>`
    select asked.id as asked_id, m.id, m.person_no, m.nickname, m.phone_masked, m.blocked, m.tester, m.created_at as joined_at, ${birthdayOf('m')} as birthday
    from members.member asked join members.member m on m.id = coalesce(asked.merged_into, asked.id)
    where asked.id = any(${someKeys('text', ids)})
  `.execute(ctx.db);
  return new Map(rows.map(({ askedId, ...member }) => [askedId, member]));
}

export async function findByPersonNo(ctx: Ctx, personNos: readonly number[]): Promise<Map<number, MemberBrief>> {
  const { rows } = await sql<MemberBrief>`
    select id, person_no, nickname, phone_masked, blocked, tester, created_at as joined_at,
      ${birthdayOf('member')} as birthday from members.member
    where person_no = any(${someKeys('int', personNos)})
  `.execute(ctx.db);
  return new Map(rows.map((member) => [member.personNo, member]));
}

/** Who these persons are now, by the number each was known by: one that was merged is the survivor. */
export async function livingOf(
  ctx: Ctx,
  personNos: readonly number[],
): Promise<ReadonlyMap<number, { readonly id: string; readonly personNo: number }>> {
  if (personNos.length === 0) return new Map();
  // Who was merged is rare, and looked up by herself: joined for all of them, the whole table of members would be read.
  const { rows } = await sql<{ asked: number; id: string; personNo: number }>`
    with asked as materialized (
      select person_no, id, merged_into from members.member where person_no = any(${[...new Set(personNos)]}::int[])
    )
    select person_no as asked, id, person_no from asked where merged_into is null
    union all
    select asked.person_no, m.id, m.person_no
    from (select person_no, merged_into from asked where merged_into is not null offset 0) as asked
    cross join lateral (select id, person_no from members.member where id = asked.merged_into offset 0) as m
  `.execute(ctx.db);
  return new Map(rows.map(({ asked, ...now }) => [asked, now]));
}
