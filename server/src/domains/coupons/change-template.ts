import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { couponErrors } from './errors.ts';
import type { TemplateRow } from './tables.ts';
import { templateForm } from './template-form.ts';
import { findTemplate, insertTemplate, moveTemplate, updateTemplate } from './template-queries.ts';
import { keepInstants, rulesOf, valuesOf } from './template-values.ts';

/** A draft unless told otherwise. Throws `platform.bad_form`, as every change does. */
export async function createTemplate(
  ctx: Ctx,
  draft: Draft,
  state: 'draft' | 'active' = 'draft',
): Promise<TemplateRow> {
  const id = newId('cpt');
  await insertTemplate(ctx, { ...rulesOf(await readForm(ctx, templateForm, draft)), id, state });
  return readTemplate(ctx, id);
}

/**
 * Throws `coupons.terms_fixed` and, at its field, `coupons.total_below_issued` once coupons are out,
 * `coupons.state_conflict` when ended.
 */
export async function changeTemplate(ctx: Ctx, id: string, draft: Draft): Promise<TemplateRow> {
  const before = await readTemplate(ctx, id);
  const rules = rulesOf(await readForm(ctx, templateForm, draft, { stored: valuesOf(before) }));
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
