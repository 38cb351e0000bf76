import type { Answer } from '../api/index.ts';
import { yuan } from '../ui/money.ts';

export type Coupon = Answer<'GET /api/shop/coupons'>['items'][number];
export type Takeable = Answer<'GET /api/shop/coupon-center'>['items'][number];

/** The big figure on a coupon: ¥10, 9 折, 包邮. */
export function couponFace(discount: Coupon['discount']): {
  readonly sign: string;
  readonly figure: string;
  readonly unit: string;
} {
  if (discount.kind === 'amount') return { sign: '¥', figure: yuan(discount.amount), unit: '' };
  if (discount.kind === 'percent') return { sign: '', figure: String((100 - discount.percentOff) / 10), unit: '折' };
  return { sign: '', figure: '包邮', unit: '' };
}

/** 满 39 可用. */
export function couponCondition(coupon: { readonly threshold: number }): string {
  return coupon.threshold > 0 ? `满 ${yuan(coupon.threshold)} 可用` : '无门槛';
}

/** 仅限「水果、蔬菜」 · 最多减 8. */
export function couponScope(
  { scope, discount }: Pick<Coupon, 'scope' | 'discount'>,
  names: ReadonlyMap<string, string>,
): string {
  const cap = discount.kind === 'percent' && discount.cap !== null ? ` · 最多减 ${yuan(discount.cap)}` : '';
  return (shelvesOf(scope, names) || scopeWords[scope.kind]) + cap;
}

/** The shelves it is good for, by name; '' when it is not about shelves or too many. */
function shelvesOf(scope: Coupon['scope'], names: ReadonlyMap<string, string>): string {
  if (scope.kind !== 'categories' || scope.ids.length > 3) return '';
  const known = scope.ids.flatMap((id) => names.get(id) ?? []);
  return known.length === scope.ids.length ? `仅限「${known.join('、')}」` : '';
}

const scopeWords: Readonly<Record<Coupon['scope']['kind'], string>> = {
  all: '全场可用',
  categories: '指定品类可用',
  products: '指定商品可用',
  except: '部分商品除外',
};
