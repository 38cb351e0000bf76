import { groupBy } from './group-by.ts';

/** What a budget can still take, fen; a closed or unknown one takes nothing. */
export type Remaining = ReadonlyMap<string, number>;

type Costed = { readonly key: string; readonly budgetId: string | null; readonly reserved: number };

/**
 * The packages (rows of one key) that their budgets cover, in order: once a package does not fit its budget, none after
 * it is taken from that budget either, so nobody who came later is preferred. Rows without a budget always fit.
 */
export function firstThatFit<Row extends Costed>(rows: readonly Row[], remaining: Remaining): Row[] {
  const left = new Map(remaining);
  const spent = new Set<string>();
  const byKey = groupBy(rows, (row) => row.key);
  return [...byKey.values()].flatMap((pieces) => {
    const budgetId = pieces[0]?.budgetId ?? null;
    if (budgetId === null) return pieces;
    const cost = pieces.reduce((sum, piece) => sum + piece.reserved, 0);
    const after = (left.get(budgetId) ?? -1) - cost;
    if (spent.has(budgetId) || after < 0) {
      spent.add(budgetId);
      return [];
    }
    left.set(budgetId, after);
    return pieces;
  });
}
