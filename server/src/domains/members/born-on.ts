import { sql } from 'kysely';
import { birthdayKeysOn, yearOfBirthday } from '../../platform/birthday.ts';
import type { Ctx } from '../../platform/ctx.ts';

/** `year`: of hers, of which it is the birthday. */
export type Born = { readonly memberId: string; readonly personNo: number; readonly year: number };

/** Members whose birthday a day is, each by her own calendar, by id, beginning after one. Handed to those above by `domains.ts`. */
export async function bornOn(ctx: Ctx, day: string, after: string, limit: number): Promise<readonly Born[]> {
  const { rows } = await sql<Omit<Born, 'year'> & { readonly lunar: boolean }>`
    select id as member_id, person_no, birthday_lunar as lunar from members.member
    where birthday_key = any(${[...birthdayKeysOn(day)]}::text[]) and merged_into is null and id > ${after}
    order by id limit ${limit}
  `.execute(ctx.db);
  const years = { solar: yearOfBirthday(day, false), lunar: yearOfBirthday(day, true) };
  return rows.map(({ lunar, ...who }) => ({ ...who, year: lunar ? years.lunar : years.solar }));
}
