import type { Answer, BodyOf } from '../../ground/api.ts';
import { dayStart, formatTime } from '../../ui/calendar.ts';
import { formatYuanInWords } from '../../ui/format.ts';
import type { Language } from '../../ui/language.ts';
import { pricingTextIn } from './texts.ts';

export type Promotion = Answer<'GET /api/admin/promotions'>['items'][number];
export type Tier = { readonly threshold: number | null; readonly off: number | null };
export type PromotionValues = {
  readonly name: string;
  readonly tiers: readonly Tier[];
  readonly scopeKind: 'all' | 'categories' | 'products';
  readonly categoryIds: readonly string[];
  readonly productIds: readonly string[];
  /** First and last business day, both counted. */
  readonly days: readonly [string, string] | null;
};

export const newPromotion: PromotionValues = {
  name: '',
  tiers: [{ threshold: 9900, off: 2000 }],
  scopeKind: 'all',
  categoryIds: [],
  productIds: [],
  days: null,
};

export function valuesOf(promotion: Promotion): PromotionValues {
  const { scope } = promotion;
  const lastInstant = new Date(Date.parse(promotion.endsAt) - 1).toISOString();
  return {
    name: promotion.name,
    tiers: promotion.tiers,
    scopeKind: scope.kind,
    categoryIds: scope.kind === 'categories' ? scope.ids : [],
    productIds: scope.kind === 'products' ? scope.ids : [],
    days: [formatTime(promotion.startsAt).slice(0, 10), formatTime(lastInstant).slice(0, 10)],
  };
}

/** Each tier takes off less than it asks for, and a higher one takes off more. */
export function tiersAreSound(tiers: readonly Tier[]): boolean {
  return tiers.every(({ threshold, off }, index) => {
    if (threshold === null || off === null || off >= threshold) return false;
    const lower = tiers[index - 1];
    return lower === undefined || ((lower.threshold ?? 0) < threshold && (lower.off ?? 0) < off);
  });
}

/** What the server takes, or null while something is missing. */
export function bodyOf(values: PromotionValues): BodyOf<'POST /api/admin/promotions'> | null {
  if (!tiersAreSound(values.tiers) || values.days === null) return null;
  const ids = [...(values.scopeKind === 'categories' ? values.categoryIds : values.productIds)];
  if (values.scopeKind !== 'all' && ids.length === 0) return null;
  return {
    name: values.name.trim(),
    tiers: values.tiers.map(({ threshold, off }) => ({ threshold: threshold ?? 0, off: off ?? 0 })),
    scope: values.scopeKind === 'all' ? { kind: 'all' } : { kind: values.scopeKind, ids },
    startsAt: dayStart(values.days[0]),
    endsAt: new Date(Date.parse(dayStart(values.days[1])) + 86_400_000).toISOString(),
  };
}

/** "满 99 元减 20 元,满 199 元减 50 元,全部商品,2026-11-21 至 2026-11-30". */
export function promotionSentence(values: PromotionValues, language: Language): string {
  const t = pricingTextIn(language);
  const yuan = (fen: number | null) => (fen === null ? '–' : formatYuanInWords(fen, language));
  const count = values.scopeKind === 'categories' ? values.categoryIds.length : values.productIds.length;
  return [
    ...values.tiers.map(({ threshold, off }) => t('s_tier', { from: yuan(threshold), off: yuan(off) })),
    t(`s_${values.scopeKind}`, { count }),
    ...(values.days === null ? [] : [t('s_time', { from: values.days[0], to: values.days[1] })]),
  ].join(t('s_join'));
}
