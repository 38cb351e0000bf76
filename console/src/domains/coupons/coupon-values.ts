import type { BodyOf } from '../../ground/api.ts';
import { dayStart, formatTime } from '../../ui/calendar.ts';
import type { CouponTemplate } from './coupon-state.tsx';

/** The form's fields, flat; a field that the chosen kind does not need keeps what was typed, so switching back loses nothing. */
export type CouponValues = {
  readonly name: string;
  readonly note: string;
  readonly kind: 'amount' | 'percent' | 'free_shipping';
  readonly amount: number | null;
  readonly percentOff: number | null;
  readonly cap: number | null;
  readonly threshold: number | null;
  readonly scopeKind: 'all' | 'categories' | 'products' | 'except';
  readonly categoryIds: readonly string[];
  readonly productIds: readonly string[];
  readonly validityKind: 'days' | 'between';
  readonly days: number | null;
  /** First and last business day, both valid. */
  readonly between: readonly [string, string] | null;
  readonly total: number | null;
  readonly perMember: number | null;
  readonly channel: 'shop' | 'grant';
  readonly startNow: boolean;
};

export const newCoupon: CouponValues = {
  name: '',
  note: '',
  kind: 'amount',
  amount: 1000,
  percentOff: 10,
  cap: null,
  threshold: 3900,
  scopeKind: 'all',
  categoryIds: [],
  productIds: [],
  validityKind: 'days',
  days: 7,
  between: null,
  total: null,
  perMember: 1,
  channel: 'shop',
  startNow: true,
};

const dayLength = 86_400_000;

export function valuesOf(coupon: CouponTemplate): CouponValues {
  const { discount, scope, validity } = coupon;
  return {
    ...newCoupon,
    name: coupon.name,
    note: coupon.note,
    kind: discount.kind,
    amount: discount.kind === 'amount' ? discount.amount : null,
    percentOff: discount.kind === 'percent' ? discount.percentOff : null,
    cap: discount.kind === 'percent' ? discount.cap : null,
    threshold: coupon.threshold,
    scopeKind: scope.kind,
    categoryIds: scope.kind === 'categories' ? scope.ids : [],
    productIds: scope.kind === 'products' || scope.kind === 'except' ? scope.ids : [],
    validityKind: validity.kind,
    days: validity.kind === 'days' ? validity.days : null,
    // `to` is the instant at which it ends: the last valid day is the one before midnight.
    between:
      validity.kind === 'between'
        ? [
            formatTime(validity.from).slice(0, 10),
            formatTime(new Date(Date.parse(validity.to) - 1).toISOString()).slice(0, 10),
          ]
        : null,
    total: coupon.total,
    perMember: coupon.perMember,
    channel: coupon.channel,
    startNow: false,
  };
}

/** What the server takes, or null while something needed is missing. */
export function bodyOf(values: CouponValues): Omit<BodyOf<'POST /api/admin/coupons'>, 'state'> | null {
  const discount = discountOf(values);
  const scope = scopeOf(values);
  const validity = validityOf(values);
  if (discount === null || scope === null || validity === null || values.perMember === null) return null;
  return {
    name: values.name.trim(),
    note: values.note.trim(),
    discount,
    scope,
    validity,
    threshold: values.threshold ?? 0,
    total: values.total,
    perMember: values.perMember,
    channel: values.channel,
  };
}

function discountOf({ kind, amount, percentOff, cap }: CouponValues) {
  if (kind === 'free_shipping') return { kind };
  if (kind === 'amount') return amount === null ? null : { kind, amount };
  return percentOff === null ? null : { kind, percentOff, cap };
}

function scopeOf({ scopeKind, categoryIds, productIds }: CouponValues) {
  if (scopeKind === 'all') return { kind: scopeKind };
  const ids = [...(scopeKind === 'categories' ? categoryIds : productIds)];
  return ids.length === 0 ? null : { kind: scopeKind, ids };
}

function validityOf({ validityKind, days, between }: CouponValues) {
  if (validityKind === 'days') return days === null ? null : { kind: validityKind, days };
  if (between === null) return null;
  return {
    kind: validityKind,
    from: dayStart(between[0]),
    to: new Date(Date.parse(dayStart(between[1])) + dayLength).toISOString(),
  };
}
