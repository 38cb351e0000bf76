import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Person } from '../tables.ts';
import type { Rule } from './growth-rule.ts';
import type { Ladder } from './level.ts';

/** `later`: they keep what they have until the time that was promised to them is over. Null: no level. */
export type Moves = {
  readonly from: string | null;
  readonly to: string | null;
  readonly members: number;
  readonly later: boolean;
};

/** How many would have another level by this ladder, from where to where, the most first; one statement, no row is touched. */
export async function wouldMove(ctx: Ctx, ladder: Ladder, rule: Rule): Promise<readonly Moves[]> {
  if (!rule.on) return [];
  const { rows } = await sql<Moves>`
    select s.level_id as "from", ${fitSql(ladder)} as "to", ${laterSql(ctx, ladder, rule)} as later, count(*)::int as members
    from loyalty.standing s where ${fitSql(ladder)} is distinct from s.level_id
    group by 1, 2, 3 order by 4 desc, 1, 2
  `.execute(ctx.db);
  return rows;
}

type From = { readonly nextId: string; readonly everybody: boolean };

/** Those whom the ladder in force moves now, or all, by id, beginning after one; nobody else is looked at. */
export async function moversAfter(ctx: Ctx, ladder: Ladder, { nextId, everybody }: From, limit: number) {
  const { rows } = await sql<Person>`
    select s.member_id, s.person_no from loyalty.standing s
    where s.member_id > ${nextId} and (${everybody}::bool or ${fitSql(ladder)} is distinct from s.level_id)
    order by s.member_id limit ${limit}
  `.execute(ctx.db);
  return rows;
}

/** The id of the highest level that her growth is enough for. */
function fitSql(ladder: Ladder): RawBuilder<unknown> {
  if (ladder.length === 0) return sql`null::text`;
  const steps = [...ladder].reverse().map(({ id, growth }) => sql`when s.growth >= ${growth}::int then ${id}::text`);
  return sql`case ${sql.join(steps, sql` `)} end`;
}

/** Whether she falls, but not yet. */
function laterSql(ctx: Ctx, ladder: Ladder, { graceDays }: Rule): RawBuilder<unknown> {
  if (ladder.length === 0) return sql`false`;
  const own = sql`case ${sql.join(
    ladder.map(({ id, growth }) => sql`when s.level_id = ${id}::text then ${growth}::int`),
    sql` `,
  )} end`;
  const held = sql`s.kept_until > ${ctx.now()} or (${graceDays > 0}::bool and (s.falls_at is null or s.falls_at > ${ctx.now()}))`;
  return sql`coalesce(s.growth < ${own} and (${held}), false)`;
}
