import type { Ctx } from '../../platform/ctx.ts';
import { checkRule } from './change-promotion.ts';
import { pricingErrors } from './errors.ts';
import type { DiscountKind } from './kind.ts';
import type { Offer } from './offer.ts';
import type { DraftRule, OfferSource } from './offer-source.ts';
import { asOffer, type PromotionRow, promotionSourceName } from './promotion.ts';
import { findOpenPromotions, findPromotions, findPromotionsDuring } from './queries.ts';

/** Promotions as offers. There is no stock of them, so there is nothing to claim; none can be chosen, all are automatic. */
export function promotionSource(kinds: readonly DiscountKind[]): OfferSource {
  return {
    name: promotionSourceName,
    shown: { as: 'promotion', page: (id) => `/promotions/${id}`, needs: 'pricing.read' },
    find: async (ctx, { now }) => ({ offers: await findRunning(ctx, kinds, now) }),
    async findMany(ctx, questions) {
      const [first] = questions;
      const offers = first ? await findRunning(ctx, kinds, first.now) : [];
      return questions.map(() => ({ offers }));
    },
    async suppose(ctx, { now }, { ids, draft }) {
      const running = await findOpenPromotions(ctx, now);
      const asked = await findPromotions(ctx, ids);
      const unknown = ids.find((id) => !asked.some((row) => row.id === id));
      if (unknown !== undefined) throw pricingErrors.error('promotion_not_found', { id: unknown });
      const drafted = draft === undefined ? [] : [await asRow(ctx, kinds, draft)];
      const live = [...asked, ...drafted].map((row) => ({ ...row, startsAt: now, endsAt: inADay(now), endedAt: null }));
      return { offers: asOffers([...new Map([...running, ...live].map((row) => [row.id, row])).values()], kinds) };
    },
    async during(ctx, window) {
      const rows = await findPromotionsDuring(ctx, window);
      return {
        offers: asOffers(
          rows.map((row) => ({ ...row, endsAt: row.endedAt ?? row.endsAt })),
          kinds,
        ),
      };
    },
  };
}

/** Every promotion in force as an offer. */
export async function findRunning(ctx: Ctx, kinds: readonly DiscountKind[], now: Date): Promise<Offer[]> {
  return asOffers(await findOpenPromotions(ctx, now), kinds);
}

export function asOffers(rows: readonly PromotionRow[], kinds: readonly DiscountKind[]): Offer[] {
  return rows.flatMap((row) => {
    // a kind that this house does not know (any more) gives nothing
    const kind = kinds.find((one) => one.kind === row.kind);
    return kind ? [asOffer(row, kind)] : [];
  });
}

/** The name of a rule that has no id yet. */
const unkept = 'draft';

async function asRow(ctx: Ctx, kinds: readonly DiscountKind[], draft: DraftRule): Promise<PromotionRow> {
  const now = ctx.now();
  return {
    id: draft.id ?? unkept,
    ...(await checkRule(ctx, kinds, draft)),
    startsAt: now,
    endsAt: inADay(now),
    endedAt: null,
  };
}

function inADay(now: Date): Date {
  return new Date(now.getTime() + 86_400_000);
}
