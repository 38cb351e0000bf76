import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

/** Budgets that are used up: nothing more is given from them until they are raised or closed. */
export async function benefitWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (
      select from benefits.budget where not closed and committed >= limit_fen limit ${MOST_WORK}
    ) spent
  `.execute(ctx.db);
  return [
    {
      kind: 'benefits.budget_spent',
      words: words('用完的预算', 'Budgets that are used up'),
      count: rows[0]?.count ?? 0,
      to: '/budgets',
      needs: 'benefits.read',
    },
  ];
}
