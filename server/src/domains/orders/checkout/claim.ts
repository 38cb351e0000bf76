import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import type { OfferSource } from '../../pricing/index.ts';
import type { Draft } from './draft.ts';

/** Claim what these orders use, one statement a source. Answers the orders that lost something, with what its source says. */
export async function claimOffers(
  ctx: Ctx,
  sources: readonly OfferSource[],
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, DomainError>> {
  const lost = new Map<string, DomainError>();
  for (const source of sources) {
    if (!source.claim) continue;
    const claims = drafts.flatMap((draft) =>
      draft.claims
        .filter((claim) => claim.source === source.name)
        .map(({ offerId, saving, pieces, spent }) => ({
          orderId: draft.id,
          offerId,
          memberId: draft.ask.memberId,
          personNo: draft.ask.personNo,
          saving,
          pieces,
          ...(spent === undefined ? {} : { spent }),
        })),
    );
    if (claims.length === 0) continue;
    for (const answer of await source.claim(ctx, claims))
      if (answer.outcome === 'refused') lost.set(answer.orderId, answer.error);
  }
  // What such an order did get elsewhere goes back before the transaction ends.
  if (lost.size > 0) await releaseOffers(ctx, sources, [...lost.keys()]);
  return lost;
}

/** Give back everything these orders hold, which are not placed after all. */
export async function releaseOffers(
  ctx: Ctx,
  sources: readonly OfferSource[],
  orderIds: readonly string[],
): Promise<void> {
  for (const source of sources) await source.release?.(ctx, orderIds, 'not_placed');
}
