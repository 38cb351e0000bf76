import type { Budget } from '@huoshui/contracts/benefits';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { type BudgetChange, findBudget, insertBudget, updateBudget } from './budget-queries.ts';
import { benefitErrors } from './errors.ts';
import type { BudgetRow } from './tables.ts';

type BudgetView = Static<typeof Budget>;

export async function createBudget(ctx: Ctx, input: { name: string; limit: number }): Promise<BudgetView> {
  const row = await insertBudget(ctx, { id: newId('bgt'), ...input });
  if (row === undefined) throw benefitErrors.error('budget_not_found');
  return presentBudget(row);
}

/** Throws `benefits.budget_not_found` and `benefits.limit_below_committed`. */
export async function changeBudget(ctx: Ctx, id: string, change: BudgetChange): Promise<BudgetView> {
  const row = await updateBudget(ctx, id, change);
  if (row !== undefined) return presentBudget(row);
  const found = await findBudget(ctx, id);
  throw benefitErrors.error(found === undefined ? 'budget_not_found' : 'limit_below_committed', { id });
}

export function presentBudget(row: BudgetRow): BudgetView {
  return {
    id: row.id,
    name: row.name,
    limit: row.limitFen,
    committed: row.committed,
    spent: row.spent,
    grants: row.grants,
    state: row.closed ? 'closed' : row.committed >= row.limitFen ? 'spent' : 'active',
    createdAt: row.createdAt.toISOString(),
  };
}
