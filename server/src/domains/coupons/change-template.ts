import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { couponErrors } from './errors.ts';
import type { NewTemplate, TemplateRow } from './tables.ts';
import { checkTerms } from './template.ts';
import { findTemplate, insertTemplate, moveTemplate, updateTemplate } from './template-queries.ts';

export type TemplateInput = Omit<NewTemplate, 'id' | 'state'>;

/** A draft unless told otherwise. Throws `coupons.bad_window` and `coupons.bad_discount`, as every change does. */
export async function createTemplate(
  ctx: Ctx,
  input: TemplateInput,
  state: 'draft' | 'active' = 'draft',
): Promise<TemplateRow> {
  checkTerms(input);
  const id = newId('cpt');
  await insertTemplate(ctx, { ...input, id, state });
  return readTemplate(ctx, id);
}

/** Throws `coupons.terms_fixed` and `coupons.total_below_issued` once coupons are out, `coupons.state_conflict` when ended. */
export async function changeTemplate(ctx: Ctx, id: string, input: TemplateInput): Promise<TemplateRow> {
  checkTerms(input);
  if (await updateTemplate(ctx, { ...input, id })) return readTemplate(ctx, id);
  const { issued, state } = await readTemplate(ctx, id);
  if (state === 'ended') throw couponErrors.error('state_conflict', { id });
  if (input.total !== null && input.total < issued) throw couponErrors.error('total_below_issued', { issued });
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
