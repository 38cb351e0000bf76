import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { matches } from '../list.ts';

/** Members that are chosen, or all whom the list would show by the same search and filters. */
export type Who = {
  readonly ids?: readonly string[] | undefined;
  readonly q?: string | undefined;
  readonly stage?: string | undefined;
  readonly tag?: string | undefined;
};

export async function countWho(ctx: Ctx, who: Who): Promise<number> {
  const { rows } = await sql<{ members: number }>`select count(*)::int as members from ${personsOf(ctx, who)}`.execute(
    ctx.db,
  );
  return rows[0]?.members ?? 0;
}

/** Their numbers, as a table `who (person_no)`. */
export function personsOf(ctx: Ctx, { ids, ...filter }: Who): RawBuilder<unknown> {
  const chosen = ids ? sql`and m.id = any(${[...ids]}::text[])` : sql``;
  return sql`(
    select m.person_no from members.member m join members.standing s using (person_no)
    where ${matches(ctx, filter)} ${chosen}
  ) as who`;
}
