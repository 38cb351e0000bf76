import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Rule } from './check-in-rule.ts';

export type Day = { readonly day: string; readonly streak: number; readonly madeUp: boolean };

/** The step that the n-th day in a row reaches; after the last step it begins anew. */
export function tierAt(tiers: Rule['tiers'], streak: number): Rule['tiers'][number] | undefined {
  const cycle = tiers.at(-1)?.days ?? 0;
  if (cycle === 0) return undefined;
  const place = ((streak - 1) % cycle) + 1;
  return tiers.find(({ days }) => days === place);
}

/** Her days from one to another, both counted, in order. */
export async function readDays(ctx: Ctx, memberId: string, from: string, to: string): Promise<readonly Day[]> {
  const { rows } = await sql<Day>`
    select day::text as day, streak, made_up from loyalty.check_in
    where member_id = ${memberId} and day between ${from}::date and ${to}::date order by check_in.day
  `.execute(ctx.db);
  return rows;
}

/** Days in a row of these members, counted anew: days were put in between, or came from another record. */
export async function recount(ctx: Ctx, memberIds: readonly string[]): Promise<void> {
  await sql`
    with numbered as (
      select member_id, day, day - (row_number() over (partition by member_id order by day))::int as run
      from loyalty.check_in where member_id = any(${[...memberIds]}::text[])
    ), counted as (
      select member_id, day, (row_number() over (partition by member_id, run order by day))::int as streak from numbered
    )
    update loyalty.check_in c set streak = counted.streak from counted
    where c.member_id = counted.member_id and c.day = counted.day and c.streak <> counted.streak
  `.execute(ctx.db);
}
