import { shanghaiTime } from '../../../platform/calendar.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { formatYuan } from '../../../platform/money.ts';
import { isOpen } from '../../../platform/week-hours.ts';
import { usableText } from '../coupon.ts';
import { couponErrors } from '../errors.ts';
import type { AtCounter } from './find.ts';

/** What keeps a coupon from being used at a counter at a moment, and null where nothing does. */
export function refusalOf(coupon: AtCounter, at: Date): DomainError | null {
  const { state, discount, validFrom, validTo, hours, storeName, usedAt } = coupon;
  if (state === 'used')
    return storeName === null || usedAt === null
      ? couponErrors.error('counter_used_online')
      : couponErrors.error('counter_used', { store: storeName, at: shanghaiTime(usedAt) });
  if (state === 'locked') return couponErrors.error('counter_frozen');
  if (state === 'revoked' || coupon.voided) return couponErrors.error('counter_voided');
  // Swept as expired since, it was good when a counter off the network used it.
  if (at >= validTo) return couponErrors.error('counter_expired', { at: shanghaiTime(validTo) });
  if (at < validFrom) return couponErrors.error('counter_early', { at: shanghaiTime(validFrom) });
  if (discount.kind === 'free_shipping') return couponErrors.error('counter_not_here');
  if (hours !== null && !isOpen({ hours }, at)) return couponErrors.error('counter_hours', { when: usableText(hours) });
  return null;
}

/** Fen that it takes off a bill, never more than the bill; less than its threshold is refused. */
export function givenOn(
  { discount, threshold }: Pick<AtCounter, 'discount' | 'threshold'>,
  bill: number,
): number | DomainError {
  if (bill < threshold) return couponErrors.error('counter_threshold', { yuan: formatYuan(threshold) });
  return Math.min(bill, savingOn(discount, bill));
}

function savingOn(discount: AtCounter['discount'], bill: number): number {
  if (discount.kind === 'amount') return discount.amount;
  if (discount.kind === 'percent')
    return Math.min(Math.floor((bill * discount.percentOff) / 100), discount.cap ?? bill);
  if (discount.kind === 'exchange') return Math.min(discount.worth, discount.cap ?? discount.worth);
  return 0;
}
