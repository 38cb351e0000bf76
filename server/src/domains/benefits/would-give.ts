import type { Ctx } from '../../platform/ctx.ts';
import type { BenefitItem, BenefitKinds } from './benefit-kind.ts';
import { findBudget } from './budget-queries.ts';
import { describe } from './told.ts';

export type WouldGive = {
  /** How many of the persons would get every item: what is left of each, and of the budget, as it stands now. */
  readonly given: number;
  /** Expected, fen. */
  readonly cost: number;
  /** Fen at most; null where an item has no cap. */
  readonly most: number | null;
};

/** What giving these items to so many persons comes to, one item after the other, as `grant` would. Gives nothing. */
export async function wouldGive(
  ctx: Ctx,
  kinds: BenefitKinds,
  { items, budgetId, persons }: { items: readonly BenefitItem[]; budgetId: string | null; persons: number },
): Promise<WouldGive> {
  let room = budgetId === null ? null : await roomOf(ctx, budgetId);
  const left = new Map<string, number>();
  let [given, cost, most]: [number, number, number | null] = [persons, 0, 0];
  for (const item of items) {
    const offered = await describe(ctx, kinds, item);
    const key = JSON.stringify(item);
    const count = Math.max(
      0,
      Math.min(
        persons,
        offered === null ? 0 : (left.get(key) ?? offered.left ?? persons),
        room === null || offered === null ? persons : affordable(room, offered.most),
      ),
    );
    if (offered && offered.left !== null) left.set(key, (left.get(key) ?? offered.left) - count);
    if (room !== null) room -= count * (offered?.most ?? 0);
    given = Math.min(given, count);
    cost += count * (offered?.cost ?? 0);
    most = most === null || offered?.most === null ? null : most + count * (offered?.most ?? 0);
  }
  return { given, cost, most };
}

async function roomOf(ctx: Ctx, budgetId: string): Promise<number> {
  const budget = await findBudget(ctx, budgetId);
  return budget === undefined || budget.closed ? -1 : budget.limitFen - budget.committed;
}

/** What has no bound is not given out of a budget; what costs nothing needs none, as long as it is open. */
function affordable(room: number, most: number | null): number {
  if (room < 0 || most === null) return 0;
  return most === 0 ? Number.MAX_SAFE_INTEGER : Math.floor(room / most);
}
