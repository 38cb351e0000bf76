import { type RawBuilder, sql } from 'kysely';
import { birthdayKeysOn } from '../../platform/birthday.ts';
import { addDays } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';

/** Whom what is known of members is true of, as things stand; of these persons only, where `among` says which. */
export const attributes = { bornInMonths, bornWithin, withPhone, arrivedBy, livingIn };

type Among = readonly number[] | undefined;

/** Whose birthday is in these months, 1–12, in this year. */
async function bornInMonths(ctx: Ctx, year: number, months: readonly number[], among?: Among): Promise<number[]> {
  const days = Array.from({ length: 366 }, (_, n) => addDays(`${year}-01-01`, n));
  return bornOnOneOf(
    ctx,
    days.filter((day) => Number(day.slice(0, 4)) === year && months.includes(Number(day.slice(5, 7)))),
    among,
  );
}

/** Whose birthday is on that day or one of those after it, `days` of them in all. */
async function bornWithin(ctx: Ctx, from: string, days: number, among?: Among): Promise<number[]> {
  return bornOnOneOf(
    ctx,
    Array.from({ length: days }, (_, n) => addDays(from, n)),
    among,
  );
}

async function bornOnOneOf(ctx: Ctx, days: readonly string[], among: Among): Promise<number[]> {
  const keys = [...new Set(days.flatMap(birthdayKeysOn))];
  return personsWhere(ctx, sql`m.birthday_key = any(${keys}::text[])`, among);
}

async function withPhone(ctx: Ctx, among?: Among): Promise<number[]> {
  return personsWhere(ctx, sql`m.phone_index is not null`, among);
}

export type Way = 'joined' | 'first' | 'last';

/** By what she became a member, or by WeChat's number of the way and the mark of a link that brought her the first or the last time, over all of her accounts. */
async function arrivedBy(
  ctx: Ctx,
  way: Way,
  { scenes, sources }: { readonly scenes: readonly string[]; readonly sources: readonly string[] },
  among?: Among,
): Promise<number[]> {
  const isOne = (column: string, of: readonly string[]) =>
    of.length === 0 ? sql`true` : sql`${sql.raw(column)} = any(${[...of]}::text[])`;
  if (way === 'joined') return personsWhere(ctx, isOne('m.source', sources), among);
  // Of the account that came first, or last; a link's mark stays the last one until another comes.
  const by = (column: string, order: string) => sql`(select ${sql.raw(column)} from members.account a
    where a.member_id = m.id and a.first_arrived_at is not null order by ${sql.raw(order)}, a.no limit 1)`;
  const scene = way === 'first' ? by('a.first_scene', 'a.first_arrived_at') : by('a.last_scene', 'a.arrived_at desc');
  const source =
    way === 'first'
      ? by('a.first_source', 'a.first_arrived_at')
      : by('a.last_source', 'a.last_source_at desc nulls last');
  const is = (found: RawBuilder<unknown>, of: readonly string[]) =>
    of.length === 0 ? sql`true` : sql`${found} = any(${[...of]}::text[])`;
  return personsWhere(ctx, sql`${is(scene, scenes)} and ${is(source, sources)}`, among);
}

/** Who has an address in one of these: 浙江省, 浙江省/杭州市. */
async function livingIn(ctx: Ctx, regions: readonly string[], among?: Among): Promise<number[]> {
  return personsWhere(
    ctx,
    sql`m.id in (select a.member_id from members.address a where a.region && ${[...regions]}::text[])`,
    among,
  );
}

async function personsWhere(ctx: Ctx, what: RawBuilder<unknown>, among: Among): Promise<number[]> {
  const { rows } = await sql<{ personNo: number }>`
    select m.person_no from members.member m where m.merged_into is null and ${what}
      ${among ? sql`and m.person_no = any(${[...among]}::int[])` : sql``}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
