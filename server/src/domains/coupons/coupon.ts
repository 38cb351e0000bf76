import type { CouponDiscount, CouponScope, CouponValidity } from '@huoshui/contracts/coupons';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { addDays, dayStart, shanghaiDay, shanghaiTime } from '../../platform/calendar.ts';
import { formatYuan } from '../../platform/money.ts';
import { type HoursOfUse, hoursText } from '../../platform/week-hours.ts';

export type Discount = Static<typeof CouponDiscount>;
export type CouponScopeRule = Static<typeof CouponScope>;
export type Validity = Static<typeof CouponValidity>;

/** What a coupon is worth and on what; fixed once the first one is issued. */
export type Terms = {
  readonly discount: Discount;
  /** Fen of matching goods, after member price and 满减. */
  readonly threshold: number;
  readonly scope: CouponScopeRule;
  readonly validity: Validity;
  /** When of a week it may be used; null: always. */
  readonly hours: HoursOfUse | null;
};

/** `满 39 减 10，限指定分类，7 天内有效`. */
export function sentenceOf({ discount, threshold, scope, validity, hours }: Terms): Words {
  const goods = discount.kind === 'exchange' ? null : scopeWords[scope.kind];
  const except = 'exceptProductIds' in scope && scope.exceptProductIds ? [scopeWords.except] : [];
  return joinWords(
    [
      benefitWords(discount, threshold),
      goods,
      ...except,
      validityWords(validity),
      hours === null ? null : usableText(hours),
    ].filter((part) => part !== null),
    words('，', ', '),
  );
}

/** `周一至周五 10:00–14:00 可用`. */
export function usableText(hours: HoursOfUse): Words {
  const { zh, en } = hoursText(hours);
  return words(`${zh} 可用`, `usable ${en}`);
}

export function benefitWords(discount: Discount, threshold: number): Words {
  if (discount.kind === 'exchange') {
    const price = formatYuan(discount.price);
    if (discount.price === 0) return words('免费兑换指定商品 1 件', 'One piece of a product for free');
    return words(`${price} 元换购指定商品 1 件`, `One piece of a product for ¥${price}`);
  }
  const yuan = formatYuan(threshold);
  const { zh, en } = threshold > 0 ? words(`满 ${yuan} `, ` from ¥${yuan}`) : words('无门槛', ', no minimum');
  if (discount.kind === 'free_shipping') return words(`${zh}免运费`, `Free shipping${en}`);
  if (discount.kind === 'amount')
    return words(`${zh}减 ${formatYuan(discount.amount)}`, `¥${formatYuan(discount.amount)} off${en}`);
  const most = discount.cap === null ? null : formatYuan(discount.cap);
  return words(
    `${zh}打 ${(100 - discount.percentOff) / 10} 折${most === null ? '' : `，最多减 ${most}`}`,
    `${discount.percentOff}% off${en}${most === null ? '' : `, at most ¥${most}`}`,
  );
}

export function validityWords(validity: Validity): Words {
  if (validity.kind === 'days') return words(`${validity.days} 天内有效`, `valid for ${validity.days} days`);
  const [from, to] = [shanghaiTime(new Date(validity.from)), lastMoment(new Date(validity.to))];
  return words(`${from} 至 ${to}`, `${from} to ${to}`);
}

/** Windows are half-open; one that ends at midnight ends for a reader with the day before. */
function lastMoment(to: Date): string {
  return dayStart(shanghaiDay(to)).getTime() === to.getTime()
    ? `${addDays(shanghaiDay(to), -1)} 24:00`
    : shanghaiTime(to);
}

const scopeWords: Readonly<Record<CouponScopeRule['kind'], Words | null>> = {
  all: null,
  categories: words('限指定分类', 'some categories only'),
  products: words('限指定商品', 'some products only'),
  except: words('部分商品除外', 'some products excepted'),
};

/**
 * When a coupon issued now may be used, half-open. `days`: until the end of the N-th business day after today, so
 * that a coupon taken late in the evening is not a day shorter than it says.
 */
export function windowOf(validity: Validity, now: Date): { readonly from: Date; readonly to: Date } {
  if (validity.kind === 'between') return { from: new Date(validity.from), to: new Date(validity.to) };
  return { from: now, to: dayStart(addDays(shanghaiDay(now), validity.days + 1)) };
}

/** What a shipping fee is as a rule, and at most; null: nobody can say, a parcel may weigh anything. */
export type ShippingCost = { readonly usual: number; readonly most: number | null };

/** Fen that one coupon can take off, whatever it is used for: null for a percentage or an exchange without cap, which nothing bounds. */
export function mostOf({ discount }: Pick<Terms, 'discount'>, fee: ShippingCost): number | null {
  if (discount.kind === 'amount') return discount.amount;
  return discount.kind === 'free_shipping' ? fee.most : discount.cap;
}

/**
 * Fen that one coupon is expected to cost when used: what it can cost. A percentage without cap is taken of the threshold, or
 * of an order of ¥100 where that is more; that is a guess, for previews and returns, and no budget is bound by it.
 */
export function expectedCost(
  { discount, threshold }: Pick<Terms, 'discount' | 'threshold'>,
  fee: ShippingCost,
): number {
  if (discount.kind === 'free_shipping') return fee.usual;
  if (discount.kind === 'exchange') return Math.min(discount.worth, discount.cap ?? discount.worth);
  const percent = discount.kind === 'percent' ? discount.percentOff : 0;
  return mostOf({ discount }, fee) ?? Math.round((Math.max(threshold, assumedOrder) * percent) / 100);
}

const assumedOrder = 100_00;
