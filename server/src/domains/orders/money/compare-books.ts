import type { Book, Unbalanced } from '../../../platform/book.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { formatYuan } from '../../../platform/money.ts';
import { noteDifferences } from './difference.ts';

/**
 * What the domains keep as sums against the rows these are of: budgets against grants, coupons issued and used against wallets and ledger, points against their ledger, cards against their orders.
 * One that stays wrong by as much is told once.
 */
export async function compareBooks(ctx: Ctx, books: readonly Book[], day: string): Promise<void> {
  for (const { kind, compare } of books)
    await noteDifferences(
      ctx,
      (await compare(ctx)).map((one) => ({ kind, about: keyOf(one), day, told: sayOf(one), foundBy: 'books' })),
    );
}

function keyOf({ id, kept, added }: Unbalanced): string {
  const numbers = Object.keys(kept).map((name) => (kept[name] ?? 0) - (added[name] ?? 0));
  return `${id}:${numbers.join(':')}`;
}

const MONEY = ['committed', 'spent', 'cost', 'costInLedger', 'costAtWechat'];

/** `11 月预算: committed ¥50 ≠ ¥45`: what differs alone, as the console names it beside the kind. */
function sayOf({ name, kept, added }: Unbalanced): string {
  const said = (of: string, value: number) => (MONEY.includes(of) ? `¥${formatYuan(value)}` : String(value));
  const differs = Object.keys(kept).filter((of) => kept[of] !== added[of]);
  return `${name}: ${differs.map((of) => `${of} ${said(of, kept[of] ?? 0)} ≠ ${said(of, added[of] ?? 0)}`).join(', ')}`;
}
