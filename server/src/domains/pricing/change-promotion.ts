import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { pricingErrors } from './errors.ts';
import { checkPromotion, type PromotionInput, type PromotionRow } from './promotion.ts';
import { endPromotion, findPromotion, insertPromotion, updatePromotion } from './queries.ts';

/** Throws `pricing.bad_window` and `pricing.bad_tiers`, as every change does. */
export async function createPromotion(ctx: Ctx, input: PromotionInput): Promise<PromotionRow> {
  const row = { id: newId('prm'), ...checkPromotion(input) };
  await insertPromotion(ctx, row);
  return { ...row, endedAt: null };
}

/** Orders already placed keep their prices. Throws `pricing.promotion_ended` once it is over. */
export async function changePromotion(ctx: Ctx, id: string, input: PromotionInput): Promise<PromotionRow> {
  const row = { id, ...checkPromotion(input) };
  if (await updatePromotion(ctx, row)) return { ...row, endedAt: null };
  await mustFind(ctx, id);
  throw pricingErrors.error('promotion_ended', { id });
}

/** End it now; ending it again changes nothing. */
export async function endPromotionNow(ctx: Ctx, id: string): Promise<PromotionRow> {
  await endPromotion(ctx, id);
  return mustFind(ctx, id);
}

async function mustFind(ctx: Ctx, id: string): Promise<PromotionRow> {
  const row = await findPromotion(ctx, id);
  if (row === undefined) throw pricingErrors.error('promotion_not_found', { id });
  return row;
}
