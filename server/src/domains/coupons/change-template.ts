import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { findSkus } from '../catalog/index.ts';
import { couponErrors } from './errors.ts';
import type { TemplateRow } from './tables.ts';
import { templateForm } from './template-form.ts';
import { findTemplate, insertTemplate, moveTemplate, updateTemplate } from './template-queries.ts';
import { keepInstants, rulesOf, type TemplateRules, valuesOf } from './template-values.ts';

/** A draft unless told otherwise. Throws `platform.bad_form`, as every change does. */
export async function createTemplate(
  ctx: Ctx,
  draft: Draft,
  state: 'draft' | 'active' = 'draft',
): Promise<TemplateRow> {
  const id = newId('cpt');
  await insertTemplate(ctx, {
    ...(await placed(ctx, rulesOf(await readForm(ctx, templateForm, whole(draft))))),
    id,
    state,
  });
  return readTemplate(ctx, id);
}

/**
 * Throws `coupons.terms_fixed` and, at its field, `coupons.total_below_issued` once coupons are out,
 * `coupons.state_conflict` when ended.
 */
export async function changeTemplate(ctx: Ctx, id: string, draft: Draft): Promise<TemplateRow> {
  const before = await readTemplate(ctx, id);
  const read = rulesOf(await readForm(ctx, templateForm, whole(draft), { stored: valuesOf(before) }));
  const rules = sameExchange(read, before) ?? (await placed(ctx, read));
  const validity = keepInstants(rules.validity, before.validity);
  if (await updateTemplate(ctx, { ...rules, validity, id })) return readTemplate(ctx, id);
  const { issued, state } = await readTemplate(ctx, id);
  if (state === 'ended') throw couponErrors.error('state_conflict', { id });
  if (rules.total !== null && rules.total < issued) {
    const told = words(`已发放 ${issued} 张，总量不能更少`, `${issued} are issued: the total cannot be less`);
    throw couponErrors.error('total_below_issued', { issued, problems: [{ at: 'total', words: told }] });
  }
  throw couponErrors.error('terms_fixed', { id });
}

/** Whoever makes coupons by a script that knows neither hours nor groups makes them as before. */
function whole(draft: Draft): Draft {
  return { usable: 'always', stack: 'main', ...(draft.channel === 'shop' ? { who: 'all' } : {}), ...draft };
}

/** An exchange is for the product of its SKU, and worth what that costs now. Throws at the field of the price. */
async function placed(ctx: Ctx, rules: TemplateRules): Promise<TemplateRules> {
  const { discount } = rules;
  if (discount.kind !== 'exchange') return rules;
  const sku = (await findSkus(ctx, [discount.skuId])).get(discount.skuId);
  const worth = (sku?.price ?? 0) - discount.price;
  if (sku === undefined || worth <= 0) {
    const told = words('要低于商品现在的售价', 'Below what the product costs now');
    throw badForm([{ at: 'price', words: told }]);
  }
  return { ...rules, discount: { ...discount, worth }, scope: { kind: 'products', ids: [sku.productId] } };
}

/** What it was worth when it was made stays: the price of the goods is no term of the coupon. */
function sameExchange(rules: TemplateRules, { discount: was, scope }: TemplateRow): TemplateRules | null {
  const { discount: is } = rules;
  if (is.kind !== 'exchange' || was.kind !== 'exchange') return null;
  if (is.skuId !== was.skuId || is.price !== was.price || is.cap !== was.cap) return null;
  return { ...rules, discount: was, scope };
}

/** Ending stops issuing; coupons that people hold stay good. Repeating a change is no error. */
export async function setTemplateState(ctx: Ctx, id: string, to: 'active' | 'ended'): Promise<TemplateRow> {
  const moved = await moveTemplate(ctx, id, to);
  const row = await readTemplate(ctx, id);
  if (!moved && row.state !== to) throw couponErrors.error('state_conflict', { id });
  return row;
}

/** Throws `coupons.not_found`. */
export async function readTemplate(ctx: Ctx, id: string): Promise<TemplateRow> {
  const row = await findTemplate(ctx, id);
  if (row === undefined) throw couponErrors.error('not_found', { id });
  return row;
}
