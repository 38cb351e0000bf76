import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import type { BenefitKinds, Cause } from './benefit-kind.ts';
import { openGrants, openUnder, settleGrants } from './grant-queries.ts';
import { groupBy } from './group-by.ts';

/** Take back what is still open of these grants; answers those taken back. Their cost returns to the budget. */
export async function revoke(
  ctx: Ctx,
  kinds: BenefitKinds,
  { grantIds, because }: { readonly grantIds: readonly string[]; readonly because: Cause },
): Promise<ReadonlySet<string>> {
  return inTransaction(ctx, async (ctx) => {
    const revoked = new Set<string>();
    for (const [kind, rows] of groupBy(await openGrants(ctx, grantIds), (row) => row.kind)) {
      const ids = rows.map((row) => row.id);
      for (const id of (await kinds.get(kind)?.revoke(ctx, ids, because)) ?? []) revoked.add(id);
    }
    await settleGrants(
      ctx,
      [...revoked].map((grantId) => ({ grantId, state: 'revoked', actualCost: null })),
    );
    return revoked;
  });
}

/** Take back what is still open of everything that was given under keys that begin like these. */
export async function revokeGiven(
  ctx: Ctx,
  kinds: BenefitKinds,
  { keyPrefixes, because }: { readonly keyPrefixes: readonly string[]; readonly because: Cause },
): Promise<void> {
  const grantIds = await openUnder(ctx, keyPrefixes);
  if (grantIds.length > 0) await revoke(ctx, kinds, { grantIds, because });
}
