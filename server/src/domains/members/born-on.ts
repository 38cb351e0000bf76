import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

export type Born = { readonly memberId: string; readonly personNo: number };

/**
 * Members whose birthday is that day of the year, by id, beginning after one. Who was born on 29 February has it on the 28th
 * where the year has none. Handed to those above by `domains.ts`.
 */
export async function bornOn(ctx: Ctx, day: string, after: string, limit: number): Promise<readonly Born[]> {
  const of = [day.slice(5), ...(isLastOfFebruary(day) ? ['02-29'] : [])];
  const { rows } = await sql<Born>`
    select id as member_id, person_no from members.member
    where members.day_of_year(birthday) = any(${of}::text[]) and merged_into is null and id > ${after}
    order by id limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export function isLastOfFebruary(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return day.endsWith('-02-28') && !(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}
