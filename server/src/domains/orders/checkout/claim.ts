import type { Ctx } from '../../../platform/ctx.ts';
import type { OfferSource } from '../../pricing/index.ts';
import type { Draft } from './draft.ts';

/** Claim what these orders use, one statement a source. Answers the orders that lost something to another. */
export async function claimOffers(
  ctx: Ctx,
  sources: readonly OfferSource[],
  drafts: readonly Draft[],
): Promise<ReadonlySet<string>> {
  const lost = new Set<string>();
  for (const source of sources) {
    const claims = drafts.flatMap((draft) =>
      draft.claims
        .filter((claim) => claim.source === source.name)
        .map(({ offerId, saving }) => ({
          orderId: draft.id,
          offerId,
          memberId: draft.ask.memberId,
          personNo: draft.ask.personNo,
          saving,
        })),
    );
    if (claims.length === 0) continue;
    for (const { orderId, outcome } of await source.claim(ctx, claims)) if (outcome === 'gone') lost.add(orderId);
  }
  // What such an order did get elsewhere goes back before the transaction ends.
  if (lost.size > 0) await releaseOffers(ctx, sources, [...lost]);
  return lost;
}

/** Give back everything these orders hold. */
export async function releaseOffers(
  ctx: Ctx,
  sources: readonly OfferSource[],
  orderIds: readonly string[],
): Promise<void> {
  for (const source of sources) await source.release(ctx, orderIds);
}
