import type { Draft, ScopeValue, ValuesOf } from '@huoshui/contracts/form';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { CouponScopeRule, Discount, Validity } from './coupon.ts';
import type { NewTemplate } from './tables.ts';
import type { templateForm } from './template-form.ts';

export type TemplateRules = Omit<NewTemplate, 'id' | 'state'>;
type Values = ValuesOf<(typeof templateForm)['fields']>;

/** What the checked form says, as it is kept: a field that was hidden is null, so what is there decides. */
export function rulesOf(values: Values): TemplateRules {
  const { name, note, threshold, channel, total, perMember } = values;
  return {
    name,
    note: note ?? '',
    discount: discountIn(values),
    threshold,
    scope: scopeRule(values.scope),
    validity: validityIn(values),
    channel,
    total,
    perMember,
  };
}

/** The form's values of what is kept. */
export function valuesOf({ discount, scope, validity, ...rest }: TemplateRules): Draft {
  return {
    name: rest.name,
    note: rest.note,
    kind: discount.kind,
    amount: discount.kind === 'amount' ? discount.amount : null,
    percentOff: discount.kind === 'percent' ? discount.percentOff : null,
    cap: discount.kind === 'percent' ? discount.cap : null,
    threshold: rest.threshold,
    scope: scopeValue(scope),
    validity: validity.kind,
    days: validity.kind === 'days' ? validity.days : null,
    between: daysOf(validity),
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

type Worth = { readonly amount: number | null; readonly percentOff: number | null; readonly cap: number | null };

export function discountIn({ amount, percentOff, cap }: Worth): Discount {
  if (amount !== null) return { kind: 'amount', amount };
  return percentOff === null ? { kind: 'free_shipping' } : { kind: 'percent', percentOff, cap };
}

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
