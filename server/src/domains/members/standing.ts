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
export const standings = { show: showStandings, orderCounts };

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
