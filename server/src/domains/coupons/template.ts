import type { CouponTemplate } from '@huoshui/contracts/coupons';
import type { Static } from '@sinclair/typebox';
import { sentenceOf, type Terms } from './coupon.ts';
import { couponErrors } from './errors.ts';
import type { TemplateRow } from './tables.ts';

/** Throws `coupons.bad_window` and `coupons.bad_discount`. */
export function checkTerms({ discount, threshold, validity }: Terms): void {
  if (validity.kind === 'between' && new Date(validity.from) >= new Date(validity.to)) {
    throw couponErrors.error('bad_window');
  }
  if (discount.kind === 'amount' && threshold > 0 && discount.amount > threshold)
    throw couponErrors.error('bad_discount');
}

/** Fixed validity that is over: nothing of it can be issued any more. */
export function isOver({ validity }: Terms, now: Date): boolean {
  return validity.kind === 'between' && now >= new Date(validity.to);
}

export function presentTemplate(row: TemplateRow): Static<typeof CouponTemplate> {
  return { ...row, sentence: sentenceOf(row), createdAt: row.createdAt.toISOString() };
}
