import type { BenefitItem } from '../benefits/index.ts';
import type { CouponScopeRule } from './coupon.ts';

// A coupon as something to give: `{ kind: 'coupon', templateId, categoryId? }`.

export function templateIdOf({ templateId }: BenefitItem): string {
  return String(templateId ?? '');
}

/** Narrower than the template's, where the item says so. */
export function scopeOf({ categoryId }: BenefitItem): CouponScopeRule | null {
  return categoryId === undefined ? null : { kind: 'categories', ids: [String(categoryId)] };
}
