import { goodsField } from '@huoshui/contracts/words/imports';
import { catalogErrors } from '../errors.ts';
import type { ProductInput } from '../save-product.ts';
import type { SkuInput } from '../sku-matrix.ts';
import type { GoodsDraft, SkuDraft, SpecPart } from './goods-draft.ts';

/** A SKU that is there, sold or taken off. */
export type KnownSku = { readonly id: string; readonly code: string };

export const MOST_SKUS = 100;
const MOST_OPTIONS = 3;
const MOST_VALUES = 20;

/** A product that was not there: a draft, to which somebody adds pictures. Throws where the file does not say enough. */
export function newProduct(draft: GoodsDraft, categoryId: string | null): ProductInput {
  if (!draft.name) throw catalogErrors.error('goods_without_name');
  if (categoryId === null) throw catalogErrors.error('goods_without_category');
  const { name, subtitle, origin, tags } = draft;
  const given = { name, subtitle, origin, tags, categoryId };
  return withSkus({ ...given, images: [], options: [], skus: [], status: 'draft' }, draft.skus, []);
}

/** What is there, with what the file says otherwise. */
export function changedProduct(
  before: ProductInput,
  draft: GoodsDraft,
  categoryId: string | null,
  known: readonly KnownSku[],
): ProductInput {
  const { name, subtitle, origin, tags } = draft;
  const texts = {
    name: written(before.name, name),
    subtitle: written(before.subtitle, subtitle),
    origin: written(before.origin, origin),
  };
  const given = Object.entries({ ...texts, tags, categoryId: categoryId ?? undefined });
  const said = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return withSkus({ ...before, ...said }, draft.skus, known);
}

/** A cell has no line ends and no blanks around it: what differs in these alone is as it was. */
function written(before: string | undefined, said: string | undefined): string | undefined {
  return before?.replace(/\p{Cc}/gu, ' ').trim() === said ? before : said;
}

function withSkus(product: ProductInput, drafts: readonly SkuDraft[], known: readonly KnownSku[]): ProductInput {
  const names = optionNames(product, drafts);
  const byCode = new Map(drafts.map((draft) => [draft.code, draft]));
  const kept = product.skus.map((sku) => {
    const draft = byCode.get(sku.code ?? '');
    byCode.delete(sku.code ?? '');
    return draft ? { ...sku, ...saidOf(draft), values: valuesOf(draft, names.length) ?? sku.values } : sku;
  });
  const added = [...byCode.values()].map((draft): SkuInput => {
    if (draft.price === undefined) throw catalogErrors.error('goods_without_price', { code: draft.code });
    const values = valuesOf(draft, names.length) ?? [];
    const id = known.find(({ code }) => code === draft.code)?.id;
    const more = draft.onHand === undefined ? {} : { onHand: draft.onHand };
    return { ...(id ? { id } : {}), code: draft.code, ...saidOf(draft), price: draft.price, values, ...more };
  });
  const skus = [...kept, ...added];
  if (skus.length > MOST_SKUS) throw catalogErrors.error('goods_too_many_skus', { most: MOST_SKUS });
  return { ...product, skus, options: optionsOf(product, names, skus) };
}

function saidOf({ price, memberPrice, listPrice, costPrice, weight }: SkuDraft) {
  const given = Object.entries({ price, memberPrice, listPrice, costPrice, weight });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** The values of a SKU by the product's options; null where the file says nothing of them. */
function valuesOf({ code, spec }: SkuDraft, options: number): string[] | null {
  if (spec === undefined) return null;
  if (spec.length !== options) throw catalogErrors.error('goods_spec_mismatch', { code, options });
  return spec.map(({ value }) => value);
}

/** As they are called already, else by the file; where it has no names, by their number. */
function optionNames({ options = [] }: ProductInput, drafts: readonly SkuDraft[]): string[] {
  if (options.length > 0) return options.map(({ name }) => name);
  const spec = drafts.reduce<readonly SpecPart[]>(
    (longest, one) => ((one.spec?.length ?? 0) > longest.length ? (one.spec ?? []) : longest),
    [],
  );
  if (spec.length > MOST_OPTIONS) throw catalogErrors.error('goods_too_many_options', { most: MOST_OPTIONS });
  return spec.map(
    ({ name }, at) => name ?? (spec.length === 1 ? goodsField.spec.zh : `${goodsField.spec.zh}${at + 1}`),
  );
}

/** In the order in which they stand, what is new behind. */
function optionsOf({ options = [] }: ProductInput, names: readonly string[], skus: readonly SkuInput[]) {
  return names.map((name, at) => {
    const used = new Set(skus.map(({ values }) => values[at] ?? ''));
    const values = [...new Set([...(options[at]?.values.filter((value) => used.has(value)) ?? []), ...used])];
    if (values.length > MOST_VALUES) throw catalogErrors.error('goods_too_many_values', { name, most: MOST_VALUES });
    return { name, values };
  });
}
