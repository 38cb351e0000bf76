import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** What a list of members shows of her orders; audiences count and hand it on. Fen; null while no order counts. */
export type ShownStanding = {
  readonly personNo: number;
  readonly orders: number;
  readonly spent: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly stage: string;
  readonly stageSince: Date | null;
};

/** What members show of orders and spending, as others set it and ask for it. */
export const standings = {
  show: showStandings,
  orderCounts,
  grades: readGrades,
  grade: readGrade,
  graded: personsGraded,
  regrade,
  apart,
  lastPaid,
};

/** Show these figures from now on. Inside the transaction that counted them, so that both are always the same. */
async function showStandings(ctx: Ctx, shown: readonly ShownStanding[]): Promise<void> {
  await sql`
    update members.standing s set orders = given.orders, spent = given.spent, first_paid_at = given.first_at,
      last_paid_at = given.last_at, stage = given.stage, stage_since = given.stage_since
    from unnest(
      ${shown.map((s) => s.personNo)}::int[], ${shown.map((s) => s.orders)}::int[],
      ${shown.map((s) => s.spent)}::bigint[], ${shown.map((s) => s.firstAt)}::timestamptz[],
      ${shown.map((s) => s.lastAt)}::timestamptz[], ${shown.map((s) => s.stage)}::text[],
      ${shown.map((s) => s.stageSince)}::timestamptz[]
    ) as given (person_no, orders, spent, first_at, last_at, stage, stage_since)
    where s.person_no = given.person_no
      and (s.orders, s.spent, s.first_paid_at, s.last_paid_at, s.stage, s.stage_since)
        is distinct from (given.orders, given.spent, given.first_at, given.last_at, given.stage, given.stage_since)
  `.execute(ctx.db);
}

/** How many paid orders each of these persons has. */
async function orderCounts(ctx: Ctx, personNos: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ personNo: number; orders: number }>`
    select person_no, orders from members.standing where person_no = any(${[...new Set(personNos)]}::int[])
  `.execute(ctx.db);
  return new Map(rows.map((r) => [r.personNo, r.orders]));
}

/** Who has which grade. */
async function readGrades(ctx: Ctx): Promise<Map<number, string>> {
  const { rows } = await sql<{ personNo: number; grade: string }>`
    select person_no, grade from members.standing where grade is not null
  `.execute(ctx.db);
  return new Map(rows.map(({ personNo, grade }) => [personNo, grade]));
}

type Grade = 'S' | 'A' | 'B' | 'C';

/** Hers, and since when; null where she has none. */
async function readGrade(ctx: Ctx, personNo: number): Promise<{ grade: Grade; since: string } | null> {
  const { rows } = await sql<{ grade: Grade; since: Date }>`
    select grade, grade_since as since from members.standing where person_no = ${personNo} and grade is not null
  `.execute(ctx.db);
  const [found] = rows;
  return found ? { grade: found.grade, since: found.since.toISOString() } : null;
}

/** Who has one of these grades, of these persons only where `among` says which. */
async function personsGraded(ctx: Ctx, grades: readonly string[], among?: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ personNo: number }>`
    select person_no from members.standing where grade = any(${[...grades]}::text[])
      ${among ? sql`and person_no = any(${[...among]}::int[])` : sql``}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}

/** Gives these grades from now on; answers whose is another one than before. */
async function regrade(
  ctx: Ctx,
  given: readonly { readonly personNo: number; readonly grade: string | null }[],
): Promise<{ personNo: number; from: string | null; to: string | null }[]> {
  const { rows } = await sql<{ personNo: number; from: string | null; to: string | null }>`
    update members.standing s set grade = given.grade, grade_since = ${ctx.now()}
    from unnest(${given.map((g) => g.personNo)}::int[], ${given.map((g) => g.grade)}::text[]) as given (person_no, grade)
    join members.standing before using (person_no)
    where s.person_no = given.person_no and s.grade is distinct from given.grade
    returning s.person_no, before.grade as from, s.grade as to
  `.execute(ctx.db);
  return rows;
}

/** Who is not to be told anything, and who tries things out for the shop: few of all. */
async function apart(ctx: Ctx): Promise<{ readonly blocked: readonly number[]; readonly testers: readonly number[] }> {
  const { rows } = await sql<{ personNo: number; blocked: boolean; tester: boolean }>`
    select person_no, blocked, tester from members.member where (blocked or tester) and merged_into is null
  `.execute(ctx.db);
  return {
    blocked: rows.flatMap(({ personNo, blocked }) => (blocked ? [personNo] : [])),
    testers: rows.flatMap(({ personNo, tester }) => (tester ? [personNo] : [])),
  };
}

/** When each of these persons last paid an order, in seconds since 1970, in the same order; 0 for who never did. */
async function lastPaid(ctx: Ctx, personNos: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ seconds: number[] | null }>`
    select array_agg(coalesce(extract(epoch from s.last_paid_at)::bigint, 0) order by given.nth) as seconds
    from unnest(${[...personNos]}::int[]) with ordinality as given (no, nth) left join members.standing s on s.person_no = given.no
  `.execute(ctx.db);
  return (rows[0]?.seconds ?? []).map(Number);
}
