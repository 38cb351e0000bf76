import type { CouponTemplate } from '@huoshui/contracts/coupons';
import type { Static } from '@sinclair/typebox';
import { sentenceOf, type Terms } from './coupon.ts';
import type { TemplateRow } from './tables.ts';
import { valuesOf } from './template-values.ts';

/** Fixed validity that is over: nothing of it can be issued any more. */
export function isOver({ validity }: Terms, now: Date): boolean {
  return validity.kind === 'between' && now >= new Date(validity.to);
}

export function presentTemplate(row: TemplateRow): Static<typeof CouponTemplate> {
  return { ...row, values: valuesOf(row), sentence: sentenceOf(row), createdAt: row.createdAt.toISOString() };
}
