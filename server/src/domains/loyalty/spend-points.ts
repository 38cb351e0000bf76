import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { writeEntries } from './entries.ts';
import { spend } from './exchange.ts';
import { holdAccounts } from './lots.ts';
import type { Person } from './tables.ts';

/** Points for something that another domain gives, whole or not at all: `key` once in the ledger. Throws `loyalty.too_few_points`. */
export async function spendPoints(
  ctx: Ctx,
  { memberId, personNo }: Person,
  { points, key, note }: { readonly points: number; readonly key: string; readonly note: Words },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const person = { memberId, personNo };
    await holdAccounts(ctx, [person]);
    await spend(ctx, person, points);
    await writeEntries(ctx, [{ ...person, key, kind: 'exchanged', points: -points, note }]);
  });
}
