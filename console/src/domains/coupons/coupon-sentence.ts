import type { BodyOf } from '../../ground/api.ts';
import { formatTime } from '../../ui/calendar.ts';
import { formatCount, formatYuanInWords } from '../../ui/format.ts';
import type { Language } from '../../ui/language.ts';
import { couponTextIn } from './texts.ts';

export type CouponRules = Pick<
  BodyOf<'POST /api/admin/coupons'>,
  'discount' | 'threshold' | 'scope' | 'validity' | 'total' | 'perMember' | 'channel'
>;

/** The rules as one sentence while they are typed: "满 39 元减 10 元,全部商品可用,领取后 7 天内有效,每人可领 1 张". */
export function couponSentence(rules: CouponRules, language: Language): string {
  const t = couponTextIn(language);
  return [
    discountWords(rules, language),
    scopeWords(rules, language),
    rules.validity.kind === 'days'
      ? t('s_days', { days: rules.validity.days })
      : t('s_between', { from: dayOf(rules.validity.from), to: dayOf(rules.validity.to, -1) }),
    t(rules.channel === 'shop' ? 's_shop' : 's_grant', { count: rules.perMember }),
    ...(rules.total === null ? [] : [t('s_total', { count: formatCount(rules.total) })]),
  ].join(t('s_join'));
}

/** The business day of an instant; an end is the first instant that no longer counts, so its day is looked up 1 ms before. */
const dayOf = (iso: string, shift = 0): string =>
  formatTime(new Date(Date.parse(iso) + shift).toISOString()).slice(0, 10);

/** The large words of the voucher: "满 39 元减 10 元". */
function discountWords(
  { discount, threshold }: Pick<CouponRules, 'discount' | 'threshold'>,
  language: Language,
): string {
  const t = couponTextIn(language);
  const from = { threshold: formatYuanInWords(threshold, language) };
  const bound = threshold > 0;
  if (discount.kind === 'free_shipping') return bound ? t('s_free_threshold', from) : t('s_free');
  if (discount.kind === 'amount') {
    const amount = formatYuanInWords(discount.amount, language);
    return bound ? t('s_amount_threshold', { ...from, amount }) : t('s_amount', { amount });
  }
  const words = { ...from, fold: folds(discount.percentOff), percent: discount.percentOff };
  const capped = discount.cap === null ? [] : [t('s_cap', { cap: formatYuanInWords(discount.cap, language) })];
  return [t(bound ? 's_percent_threshold' : 's_percent', words), ...capped].join(t('s_join'));
}

/** 10 % off is 9 折, 15 % off is 8.5 折. */
export const folds = (percentOff: number): string => String((100 - percentOff) / 10);

/** What all of them would cost at most, in fen; null where nothing bounds it. */
export function mostCost({ discount, total }: Pick<CouponRules, 'discount' | 'total'>): number | null {
  if (total === null || discount.kind === 'free_shipping') return null;
  const each = discount.kind === 'amount' ? discount.amount : discount.cap;
  return each === null ? null : each * total;
}

function scopeWords({ scope }: CouponRules, language: Language): string {
  const t = couponTextIn(language);
  return scope.kind === 'all' ? t('s_all') : t(`s_${scope.kind}`, { count: scope.ids.length });
}
