import type { Draft } from '@huoshui/contracts/form';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { pricingErrors } from './errors.ts';
import type { DiscountKind } from './kind.ts';
import { type PromotionRow, promotionForm, readPromotion } from './promotion.ts';
import { endPromotion, findPromotion, insertPromotion, updatePromotion } from './queries.ts';

export type PromotionInput = {
  readonly kind: string;
  readonly values: Draft;
  readonly startsAt: string;
  readonly endsAt: string;
};

/** Throws `pricing.no_such_kind`, `pricing.bad_window` and `platform.bad_form`, as every change does. */
export async function createPromotion(
  ctx: Ctx,
  kinds: readonly DiscountKind[],
  input: PromotionInput,
): Promise<PromotionRow> {
  const row = { id: newId('prm'), ...(await checkPromotion(ctx, kinds, input)) };
  await insertPromotion(ctx, row);
  return { ...row, endedAt: null };
}

/** Orders already placed keep their prices. Throws `pricing.promotion_ended` once it is over. */
export async function changePromotion(
  ctx: Ctx,
  kinds: readonly DiscountKind[],
  id: string,
  input: PromotionInput,
): Promise<PromotionRow> {
  const row = { id, ...(await checkPromotion(ctx, kinds, input)) };
  if (await updatePromotion(ctx, row)) return { ...row, endedAt: null };
  await readPromotionRow(ctx, id);
  throw pricingErrors.error('promotion_ended', { id });
}

/** End it now; ending it again changes nothing. */
export async function endPromotionNow(ctx: Ctx, id: string): Promise<PromotionRow> {
  await endPromotion(ctx, id);
  return readPromotionRow(ctx, id);
}

/** Throws `pricing.no_such_kind`. */
export function kindOf(kinds: readonly DiscountKind[], name: string): DiscountKind {
  const kind = kinds.find((one) => one.kind === name);
  if (kind === undefined) throw pricingErrors.error('no_such_kind', { kind: name });
  return kind;
}

async function checkPromotion(
  ctx: Ctx,
  kinds: readonly DiscountKind[],
  input: PromotionInput,
): Promise<Omit<PromotionRow, 'id' | 'endedAt'>> {
  const rule = await checkRule(ctx, kinds, input);
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
  if (startsAt >= endsAt) throw pricingErrors.error('bad_window');
  return { ...rule, startsAt, endsAt };
}

/** The rule itself, whenever it runs. */
export async function checkRule(
  ctx: Ctx,
  kinds: readonly DiscountKind[],
  input: Pick<PromotionInput, 'kind' | 'values'>,
): Promise<Omit<PromotionRow, 'id' | 'startsAt' | 'endsAt' | 'endedAt'>> {
  const kind = kindOf(kinds, input.kind);
  return { kind: kind.kind, ...readPromotion(kind, await readForm(ctx, promotionForm(kind), input.values)) };
}

/** Throws `pricing.promotion_not_found`. */
export async function readPromotionRow(ctx: Ctx, id: string): Promise<PromotionRow> {
  const row = await findPromotion(ctx, id);
  if (row === undefined) throw pricingErrors.error('promotion_not_found', { id });
  return row;
}
