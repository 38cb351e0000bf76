import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import type { Promotion } from '@huoshui/contracts/pricing';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { funder as funders } from '@huoshui/contracts/words/pricing';
import type { Static } from '@sinclair/typebox';
import { pickedIn } from '../../platform/form/check.ts';
import type { Form, Names } from '../../platform/form/form.ts';
import type { DiscountKind, KindValues } from './kind.ts';
import type { Funder, Offer, Scope } from './offer.ts';
import {
  isStackKey,
  type StackTerms,
  stackFieldsOf,
  stackingOf,
  stackTermsIn,
  stackTexts,
  stackValues,
} from './stacking.ts';

/** A rule that operators made: a kind of discount and its values, for goods and a time. */
export type PromotionRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly values: KindValues;
  readonly scope: Scope;
  readonly stacking: StackTerms;
  readonly funder: Funder;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
};

export const promotionSourceName = 'promotions';

/** A rule as an offer. */
export function asOffer(row: PromotionRow, kind: DiscountKind): Offer {
  return {
    id: row.id,
    source: promotionSourceName,
    layer: kind.layer,
    automatic: true,
    scope: row.scope,
    discount: { kind, values: row.values },
    stacking: stackingOf(row.id, row.stacking, kind),
    funder: row.funder,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    hint: { label: row.name, badge: kind.badge(row.values) },
    ...(kind.layer === 'gift' ? { gives: skusIn(row, kind) } : {}),
  };
}

function skusIn({ values }: PromotionRow, { form }: DiscountKind): string[] {
  const skus = pickedIn(form.fields, values).flatMap(({ of, id }) => (of === 'sku' ? [id] : []));
  return [...new Set(skus)];
}

/** What every promotion asks for, before what its kind asks for. */
const common = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    hint: words('购物车和订单里会显示这个名称', 'Shoppers read it in the cart and on the order'),
    kind: 'text',
    max: 20,
  },
  { key: 'scope', label: words('适用商品', 'Valid for'), kind: 'scope', except: true },
] as const satisfies readonly Field[];

/** What every promotion asks for last. It may be left out: the shop bears it. */
const fundField = {
  key: 'funder',
  label: words('优惠由谁承担', 'Who bears it'),
  hint: words('记在每一笔优惠上，对账和毛利按它算', 'Kept with each discount, for settling and margins'),
  kind: 'choice',
  options: valuesOf(funders).map((value) => ({ value, label: funders[value] })),
  initial: 'shop',
  optional: true,
} as const satisfies Field;

/** What goods it is for is asked where the kind does not say it itself. */
function commonOf(kind: DiscountKind): readonly Field[] {
  return kind.goods ? common.filter(({ key }) => key !== 'scope') : common;
}

/** What its form asks: how it lives with others is asked of what takes off; of prices the lowest counts anyway. */
function fieldsOf(kind: DiscountKind): readonly Field[] {
  return [...commonOf(kind), ...kind.form.fields, ...stackFieldsOf(kind), fundField];
}

/** The whole form of a promotion of one kind; it stands as `pricing.<kind>` among the forms. */
export function promotionForm(kind: DiscountKind): Form {
  return {
    fields: fieldsOf(kind),
    ...(kind.form.problem ? { problem: kind.form.problem } : {}),
    sentence: (values, names) => sentenceOf(kind, readPromotion(kind, values), names),
  };
}

type Said = Pick<PromotionRow, 'scope' | 'stacking' | 'funder' | 'values'>;

function sentenceOf(kind: DiscountKind, { scope, stacking, funder, values }: Said, names: Names): Words {
  const said = kind.form.sentence(values, names);
  const rule = kind.goods ? said : joinWords([scopeText(scope, names), said], words('，', ': '));
  const borne = funder === 'shop' ? [] : [funderTexts[funder]];
  return joinWords([rule, ...stackTexts(stacking), ...borne], words('，', ', '));
}

const funderTexts: Readonly<Record<Exclude<Funder, 'shop'>, Words>> = {
  platform: words('平台补贴', 'borne by a platform'),
  supplier: words('供应商承担', 'borne by the supplier'),
};

/** Checked values of the form apart: what stands in columns, and what only the kind reads. */
export function readPromotion(
  kind: DiscountKind,
  values: KindValues,
): Pick<PromotionRow, 'name' | 'scope' | 'stacking' | 'funder' | 'values'> {
  const { name, scope: _, funder, ...rest } = values;
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => !isStackKey(key)));
  const borneBy = valuesOf(funders).find((one) => one === funder) ?? 'shop';
  const scope = kind.goods ? kind.goods(own) : scopeOf(values);
  return { name: String(name), scope, stacking: stackTermsIn(values), funder: borneBy, values: own };
}

/** Checked values always have a scope. */
function scopeOf(values: KindValues): Scope {
  const scope: unknown = values.scope;
  return isScope(scope) ? scope : everything;
}

function isScope(scope: unknown): scope is ValuesOf<typeof common>['scope'] {
  return typeof scope === 'object' && scope !== null && 'kind' in scope;
}

const everything: Scope = { kind: 'all', ids: [], exceptProductIds: [] };

const pickedAs = { all: null, categories: 'category', products: 'product', skus: 'sku' } as const;
const NAMED = 3;

/** A few goods by their names where they are known, many by their number. */
export function scopeText({ kind, ids, exceptProductIds }: Scope, names: Names): Words {
  const of = pickedAs[kind];
  const known = of === null || ids.length > NAMED ? [] : ids.flatMap((id) => names(of, id) ?? []);
  const counted = {
    all: words('全场商品', 'All products'),
    categories: words(`${ids.length} 个指定分类`, `${ids.length} ${ids.length === 1 ? 'category' : 'categories'}`),
    products: words(`${ids.length} 件指定商品`, `${ids.length} ${ids.length === 1 ? 'product' : 'products'}`),
    skus: words(`${ids.length} 个指定规格`, `${ids.length} ${ids.length === 1 ? 'SKU' : 'SKUs'}`),
  }[kind];
  const goods = known.length > 0 && known.length === ids.length ? joinWords(known, words('、', ', ')) : counted;
  const except = exceptProductIds.length;
  if (except === 0) return goods;
  return joinWords([goods, words(`（${except} 件除外）`, `(${except} excepted)`)]);
}

/** What a list of promotions has to know the names of: their goods, and what their kinds name besides. */
export function namedIn(rows: readonly PromotionRow[], kinds: readonly DiscountKind[]) {
  return rows.flatMap(({ scope, kind, values }) => {
    const of = pickedAs[scope.kind];
    const goods = of === null || scope.ids.length > NAMED ? [] : scope.ids.map((id) => ({ of, id }));
    return [...goods, ...pickedIn(kinds.find((one) => one.kind === kind)?.form.fields ?? [], values)];
  });
}

export function stateOf(row: PromotionRow, now: Date): 'scheduled' | 'running' | 'ended' {
  if (row.endedAt !== null || now >= row.endsAt) return 'ended';
  return now < row.startsAt ? 'scheduled' : 'running';
}

/** `kind` is undefined when the house does not know it any more. */
export function presentPromotion(
  row: PromotionRow,
  kind: DiscountKind | undefined,
  names: Names,
  now: Date,
): Static<typeof Promotion> {
  const values = {
    name: row.name,
    ...(kind?.goods ? {} : { scope: row.scope }),
    ...row.values,
    ...(kind ? stackValues(row.stacking, kind) : {}),
    funder: row.funder,
  };
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    kindWords: kind?.words ?? words(row.kind, row.kind),
    values,
    startsAt: row.startsAt.toISOString(),
    endsAt: (row.endedAt ?? row.endsAt).toISOString(),
    state: stateOf(row, now),
    sentence: kind
      ? sentenceOf(kind, row, names)
      : words('这种优惠方式已停用', 'This kind of discount is no longer offered'),
  };
}

/** A kind as the palette shows it. */
export function presentKind(kind: DiscountKind) {
  const { fields } = promotionForm(kind);
  return { kind: kind.kind, words: kind.words, about: kind.about, fields, initial: initialValues(fields) };
}
