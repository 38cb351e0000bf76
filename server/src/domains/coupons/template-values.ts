import type { Draft, ScopeValue, ValuesOf } from '@huoshui/contracts/form';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { HoursOfUse } from '../../platform/week-hours.ts';
import type { CouponAudience } from './audience.ts';
import type { CouponScopeRule, Discount, Validity } from './coupon.ts';
import type { NewTemplate } from './tables.ts';
import type { templateForm } from './template-form.ts';

export type TemplateRules = Omit<NewTemplate, 'id' | 'state'>;
type Values = ValuesOf<(typeof templateForm)['fields']>;

/** What the checked form says, as it is kept: a field that was hidden is null, so what is there decides. */
export function rulesOf(values: Values): TemplateRules {
  const { name, note, threshold, channel, total, perMember, stack } = values;
  return {
    name,
    note: note ?? '',
    discount: discountIn(values),
    threshold: threshold ?? 0,
    scope: scopeRule(values.scope ?? everything),
    validity: validityIn(values),
    hours: hoursIn(values),
    stack,
    audience: audienceIn(values),
    channel,
    total,
    perMember,
  };
}

/** The form's values of what is kept. */
export function valuesOf({ discount, scope, validity, hours, audience, ...rest }: TemplateRules): Draft {
  const exchange = discount.kind === 'exchange' ? discount : null;
  return {
    name: rest.name,
    note: rest.note,
    kind: discount.kind,
    amount: discount.kind === 'amount' ? discount.amount : null,
    percentOff: discount.kind === 'percent' ? discount.percentOff : null,
    cap: discount.kind === 'percent' || discount.kind === 'exchange' ? discount.cap : null,
    sku: exchange?.skuId ?? null,
    price: exchange?.price ?? null,
    threshold: exchange === null ? rest.threshold : null,
    scope: exchange === null ? scopeValue(scope) : null,
    validity: validity.kind,
    days: validity.kind === 'days' ? validity.days : null,
    between: daysOf(validity),
    usable: hours === null ? 'always' : 'hours',
    weekdays: hours === null ? null : hours.weekdays.map(String),
    hourFrom: hours?.from ?? null,
    hourTo: hours === null ? null : hours.to % 1440,
    stack: rest.stack,
    who: audience?.kind ?? 'all',
    levels: audience?.kind === 'levels' ? audience.ids : null,
    channel: rest.channel,
    total: rest.total,
    perMember: rest.perMember,
  };
}

/** The form knows days only: days that were not touched keep the instants that they stand for. */
export function keepInstants(after: Validity, before: Validity): Validity {
  const [a, b] = [daysOf(after), daysOf(before)];
  return a !== null && b !== null && a.from === b.from && a.to === b.to ? before : after;
}

type Worth = Readonly<Record<'amount' | 'percentOff' | 'cap' | 'price', number | null>> & {
  readonly sku: string | null;
};

/** What an exchange is worth is known to the catalogue only: filled in when it is saved. */
export function discountIn({ amount, percentOff, cap, sku, price }: Worth): Discount {
  if (amount !== null) return { kind: 'amount', amount };
  if (sku !== null) return { kind: 'exchange', skuId: sku, price: price ?? 0, cap, worth: 0 };
  return percentOff === null ? { kind: 'free_shipping' } : { kind: 'percent', percentOff, cap };
}

type Week = {
  readonly weekdays: readonly ('1' | '2' | '3' | '4' | '5' | '6' | '7')[] | null;
  readonly hourFrom: number | null;
  readonly hourTo: number | null;
};

/** The form's 0:00 as an end is the end of the day. */
export function hoursIn({ weekdays, hourFrom, hourTo }: Week): HoursOfUse | null {
  if (weekdays === null || hourFrom === null || hourTo === null) return null;
  return { weekdays: weekdays.map(Number).sort((a, b) => a - b), from: hourFrom, to: hourTo === 0 ? 1440 : hourTo };
}

type Who = { readonly who: 'all' | CouponAudience['kind'] | null; readonly levels: readonly string[] | null };

export function audienceIn({ who, levels }: Who): CouponAudience | null {
  if (who === null || who === 'all') return null;
  return who === 'levels' ? { kind: who, ids: levels ?? [] } : { kind: who };
}

export const everything: ScopeValue = { kind: 'all', ids: [], exceptProductIds: [] };

type Days = { readonly from: string; readonly to: string };

export function validityIn({
  days,
  between,
}: {
  readonly days: number | null;
  readonly between: Days | null;
}): Validity {
  if (between === null) return { kind: 'days', days: days ?? 1 };
  const [from, to] = [dayStart(between.from), dayStart(addDays(between.to, 1))];
  return { kind: 'between', from: from.toISOString(), to: to.toISOString() };
}

/** First and last day; the end is the first instant that no longer counts. */
function daysOf(validity: Validity): Days | null {
  if (validity.kind === 'days') return null;
  const last = new Date(Date.parse(validity.to) - 1);
  return { from: shanghaiDay(new Date(validity.from)), to: shanghaiDay(last) };
}

function scopeRule({ kind, ids, exceptProductIds }: ScopeValue): CouponScopeRule {
  const except = [...exceptProductIds];
  if (kind === 'all') return except.length === 0 ? { kind } : { kind: 'except', ids: except };
  const chosen = { kind: kind === 'categories' ? kind : ('products' as const), ids: [...ids] };
  return except.length === 0 ? chosen : { ...chosen, exceptProductIds: except };
}

function scopeValue(scope: CouponScopeRule): ScopeValue {
  if (scope.kind === 'all') return { kind: 'all', ids: [], exceptProductIds: [] };
  if (scope.kind === 'except') return { kind: 'all', ids: [], exceptProductIds: scope.ids };
  return { kind: scope.kind, ids: scope.ids, exceptProductIds: scope.exceptProductIds ?? [] };
}
