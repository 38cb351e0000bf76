import type { Ctx } from '../../platform/ctx.ts';
import type { DiscountKind } from './kind.ts';
import type { Offer } from './offer.ts';
import type { OfferSource } from './offer-source.ts';
import { asOffer, promotionSourceName } from './promotion.ts';
import { findOpenPromotions } from './queries.ts';

/** Promotions as offers. There is no stock of them, so there is nothing to claim; none can be chosen, all are automatic. */
export function promotionSource(kinds: readonly DiscountKind[]): OfferSource {
  return {
    name: promotionSourceName,
    find: async (ctx, { now }) => ({ offers: await findRunning(ctx, kinds, now) }),
    async findMany(ctx, questions) {
      const [first] = questions;
      const offers = first ? await findRunning(ctx, kinds, first.now) : [];
      return questions.map(() => ({ offers }));
    },
  };
}

/** Every promotion in force as an offer. */
export async function findRunning(ctx: Ctx, kinds: readonly DiscountKind[], now: Date): Promise<Offer[]> {
  const rows = await findOpenPromotions(ctx, now);
  return rows.flatMap((row) => {
    // a kind that this house does not know (any more) gives nothing
    const kind = kinds.find((one) => one.kind === row.kind);
    return kind ? [asOffer(row, kind)] : [];
  });
}
