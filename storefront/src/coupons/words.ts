import type { Answer } from '../api/index.ts';
import { yuan } from '../ui/money.ts';
import { t } from './texts.ts';

export type Coupon = Answer<'GET /api/shop/coupons'>['items'][number];
export type Takeable = Answer<'GET /api/shop/coupon-center'>['items'][number];

/** The big figure on a coupon: ¥10, 9 折, 包邮. */
export function couponFace(discount: Coupon['discount']): {
  readonly sign: string;
  readonly figure: string;
  readonly unit: string;
} {
  if (discount.kind === 'amount') return { sign: '¥', figure: yuan(discount.amount), unit: '' };
  if (discount.kind === 'percent')
    return {
      sign: '',
      figure: t('tenths', { tenths: (100 - discount.percentOff) / 10, percent: discount.percentOff }),
      unit: t('off'),
    };
  if (discount.kind === 'exchange')
    return discount.price === 0
      ? { sign: '', figure: t('free'), unit: '' }
      : { sign: '¥', figure: yuan(discount.price), unit: '' };
  return { sign: '', figure: t('freeShipping'), unit: '' };
}

/** 满 39 可用. */
export function couponCondition(coupon: Pick<Coupon, 'threshold' | 'discount'>): string {
  if (coupon.discount.kind === 'exchange') return t('onePiece');
  return coupon.threshold > 0 ? t('threshold', { amount: yuan(coupon.threshold) }) : t('noThreshold');
}

/** 仅限「水果、蔬菜」 · 最多减 8. */
export function couponScope(
  { scope, discount }: Pick<Coupon, 'scope' | 'discount'>,
  names: ReadonlyMap<string, string>,
): string {
  const cap = discount.kind === 'percent' && discount.cap !== null ? t('cap', { amount: yuan(discount.cap) }) : '';
  return (shelvesOf(scope, names) || t(scope.kind)) + cap;
}

/** The shelves it is good for, by name; '' when it is not about shelves or too many. */
function shelvesOf(scope: Coupon['scope'], names: ReadonlyMap<string, string>): string {
  if (scope.kind !== 'categories' || scope.ids.length > 3) return '';
  const known = scope.ids.flatMap((id) => names.get(id) ?? []);
  return known.length === scope.ids.length ? t('onlyFor', { names: known.join(t('between')) }) : '';
}
