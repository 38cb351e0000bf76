import type { Budget } from '@huoshui/contracts/benefits';
import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { formatYuan } from '../../platform/money.ts';
import { budgetForm } from './budget-form.ts';
import { findBudget, insertBudget, updateBudget } from './budget-queries.ts';
import { benefitErrors } from './errors.ts';
import type { BudgetRow } from './tables.ts';

type BudgetView = Static<typeof Budget>;

export async function createBudget(ctx: Ctx, draft: Draft): Promise<BudgetView> {
  const row = await insertBudget(ctx, { id: newId('bgt'), ...(await readForm(ctx, budgetForm, draft)) });
  if (row === undefined) throw benefitErrors.error('budget_not_found');
  return presentBudget(row);
}

/** Throws `benefits.budget_not_found`. */
export async function readBudget(ctx: Ctx, id: string): Promise<BudgetView> {
  const row = await findBudget(ctx, id);
  if (row === undefined) throw benefitErrors.error('budget_not_found', { id });
  return presentBudget(row);
}

type BudgetDraft = Draft & { readonly closed?: boolean | undefined };

/** Throws `benefits.budget_not_found` and, at its field, `benefits.limit_below_committed`. */
export async function changeBudget(ctx: Ctx, id: string, { closed, ...draft }: BudgetDraft): Promise<BudgetView> {
  const found = await findBudget(ctx, id);
  if (found === undefined) throw benefitErrors.error('budget_not_found', { id });
  const before = { name: found.name, limit: found.limitFen };
  const { name, limit } = await readForm(ctx, budgetForm, { ...before, ...draft });
  // Only what was given is written: whoever renames a budget does not undo what another did to its limit.
  const row = await updateBudget(ctx, id, {
    name: 'name' in draft ? name : undefined,
    limit: 'limit' in draft ? limit : undefined,
    closed,
  });
  if (row !== undefined) return presentBudget(row);
  const amount = `¥${formatYuan(found.committed, true)}`;
  const told = words(`不能低于已占用的 ${amount}`, `Not below the ${amount} committed`);
  throw benefitErrors.error('limit_below_committed', { id, problems: [{ at: 'limit', words: told }] });
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
