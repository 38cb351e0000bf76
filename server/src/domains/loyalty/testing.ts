import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { putSetting } from '../../platform/settings.ts';
import type { Rule } from './points.ts';
import { pointsRule } from './points-rule.ts';

/** Points are on: one for each yuan, to be spent on receipt, for a year, unless told otherwise. */
export async function turnPointsOn(ctx: Ctx, rule: Partial<Rule> = {}): Promise<void> {
  await putSetting(ctx, pointsRule, { ...pointsRule.initial, on: true, hold: 'receipt', ...rule });
}

/** Members whose ledger is not what their lots hold less what they owe. */
export async function pointsMismatches(ctx: Pick<Ctx, 'db'>): Promise<readonly { readonly memberId: string }[]> {
  const { rows } = await sql<{ memberId: string; entries: number; held: number }>`
    with entries as (select member_id, sum(points) as n from loyalty.entry group by 1),
      lots as (select member_id, sum(rest) as n from loyalty.lot group by 1)
    select m.member_id, coalesce(e.n, 0)::int as entries, (coalesce(l.n, 0) - coalesce(a.owed, 0))::int as held
    from (select member_id from entries union select member_id from lots union select member_id from loyalty.account) m
      left join entries e using (member_id) left join lots l using (member_id) left join loyalty.account a using (member_id)
    where coalesce(e.n, 0) <> coalesce(l.n, 0) - coalesce(a.owed, 0)
  `.execute(ctx.db);
  return rows;
}
