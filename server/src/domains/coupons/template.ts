import type { CouponTemplate } from '@huoshui/contracts/coupons';
import { type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { benefitWords, sentenceOf, type Terms, type windowOf } from './coupon.ts';
import type { TemplateRow } from './tables.ts';
import { valuesOf } from './template-values.ts';

/** Fixed validity that is over: nothing of it can be issued any more. */
export function isOver({ validity }: Terms, now: Date): boolean {
  return validity.kind === 'between' && now >= new Date(validity.to);
}

/** Why nothing of it can be given now; null where it can. */
export function noteOf(template: TemplateRow, now: Date): Words | null {
  const { state, total, issued } = template;
  if (state === 'draft') return words('未启用', 'not started');
  if (state === 'ended') return words('已结束', 'ended');
  if (isOver(template, now)) return words('已过期', 'out of date');
  return total !== null && issued >= total ? words('已发完', 'all given') : null;
}

/** What a message about one says that may be used then. */
export function worthOf({ discount, threshold }: Terms, { from, to }: ReturnType<typeof windowOf>) {
  return {
    sentence: benefitWords(discount, threshold).zh,
    validFrom: from.toISOString(),
    validTo: to.toISOString(),
  };
}

/** Fen that an order with it costs; null while there is none. An order uses one of a template. */
export function costEach({ cost, used }: Pick<TemplateRow, 'cost' | 'used'>): number | null {
  return used === 0 ? null : Math.round(cost / used);
}

export function presentTemplate(row: TemplateRow): Static<typeof CouponTemplate> {
  const hours = row.hours && { ...row.hours, weekdays: [...row.hours.weekdays] };
  return {
    ...row,
    hours,
    costEach: costEach(row),
    values: valuesOf(row),
    sentence: sentenceOf(row),
    createdAt: row.createdAt.toISOString(),
  };
}
