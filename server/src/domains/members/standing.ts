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

/** Show these figures from now on. Inside the transaction that counted them, so that both are always the same. */
export async function showStandings(ctx: Ctx, standings: readonly ShownStanding[]): Promise<void> {
  await sql`
    update members.standing s set orders = given.orders, spent = given.spent, first_paid_at = given.first_at,
      last_paid_at = given.last_at, stage = given.stage, stage_since = given.stage_since
    from unnest(
      ${standings.map((s) => s.personNo)}::int[], ${standings.map((s) => s.orders)}::int[],
      ${standings.map((s) => s.spent)}::bigint[], ${standings.map((s) => s.firstAt)}::timestamptz[],
      ${standings.map((s) => s.lastAt)}::timestamptz[], ${standings.map((s) => s.stage)}::text[],
      ${standings.map((s) => s.stageSince)}::timestamptz[]
    ) as given (person_no, orders, spent, first_at, last_at, stage, stage_since)
    where s.person_no = given.person_no
  `.execute(ctx.db);
}
