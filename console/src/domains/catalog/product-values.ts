import type { BodyOf } from '../../ground/api.ts';
import { formatTime, instantOf } from '../../ui/calendar.ts';
import type { Product } from './product-status.tsx';
import type { Variants } from './sku-editor.tsx';
import { type Amount, emptySku, type SkuValues } from './sku-matrix.ts';

export type ProductValues = {
  readonly name: string;
  readonly subtitle: string;
  readonly categoryId: string | null;
  readonly images: readonly string[];
  readonly video: string | null;
  readonly variants: Variants;
  /** A paragraph a line. */
  readonly detail: string;
  readonly detailImages: readonly string[];
  readonly care: string;
  readonly origin: string;
  readonly tags: readonly string[];
  readonly limitPerOrder: number | null;
  readonly limitPerMember: number | null;
  readonly limitDays: number | null;
  readonly freightTemplateId: string | null;
  readonly pickup: boolean;
  /** As the shop's clock shows them: `2026-12-01 10:00`; null leaves that side open. */
  readonly saleFrom: string | null;
  readonly saleUntil: string | null;
  readonly sort: number | null;
  readonly status: Product['status'];
};

export const newProduct: ProductValues = {
  name: '',
  subtitle: '',
  categoryId: null,
  images: [],
  video: null,
  variants: { options: [], skus: [emptySku([])] },
  detail: '',
  detailImages: [],
  care: '',
  origin: '',
  tags: [],
  limitPerOrder: null,
  limitPerMember: null,
  limitDays: null,
  freightTemplateId: null,
  pickup: true,
  saleFrom: null,
  saleUntil: null,
  sort: 100,
  status: 'on_sale',
};

export function valuesOf(product: Product): ProductValues {
  return {
    ...product,
    detail: product.detail.join('\n'),
    saleFrom: product.saleFrom && formatTime(product.saleFrom),
    saleUntil: product.saleUntil && formatTime(product.saleUntil),
    variants: {
      options: product.options,
      skus: product.skus.map((sku) => ({
        ...sku,
        costPrice: sku.costPrice ?? null,
        onHand: sku.onHand ?? sku.available,
      })),
    },
  };
}

/** What the server takes, or null while the category or a price is missing, or a number is none. */
export function bodyOf(values: ProductValues): BodyOf<'POST /api/admin/products'> | null {
  const skus = values.variants.skus.map(skuBody);
  const priced = skus.filter((sku) => sku !== null);
  if (values.categoryId === null || priced.length !== skus.length) return null;
  return {
    name: values.name.trim(),
    subtitle: values.subtitle.trim(),
    categoryId: values.categoryId,
    images: [...values.images],
    video: values.video,
    options: values.variants.options
      .filter((option) => option.values.length > 0)
      .map((option) => ({ name: option.name.trim(), values: [...option.values] })),
    skus: priced,
    detail: values.detail
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    detailImages: [...values.detailImages],
    care: values.care.trim(),
    origin: values.origin.trim(),
    tags: [...values.tags],
    limitPerOrder: values.limitPerOrder,
    limitPerMember: values.limitPerMember,
    limitDays: values.limitDays,
    freightTemplateId: values.freightTemplateId,
    pickup: values.pickup,
    saleFrom: values.saleFrom && instantOf(values.saleFrom),
    saleUntil: values.saleUntil && instantOf(values.saleUntil),
    sort: values.sort ?? 100,
    status: values.status,
  };
}

function skuBody(sku: SkuValues) {
  const { id, code, values, image } = sku;
  const { price, memberPrice, listPrice, costPrice, onHand, weight } = sku;
  if (!isSound(memberPrice) || !isSound(listPrice) || !isSound(costPrice) || !isSound(onHand) || !isSound(weight))
    return null;
  if (typeof price !== 'number') return null;
  return {
    ...(id === undefined ? { onHand: onHand ?? 0 } : { id }),
    ...(code.trim() === '' ? {} : { code: code.trim() }),
    values: [...values],
    price,
    memberPrice,
    listPrice,
    costPrice,
    image,
    weight,
  };
}

const isSound = (amount: Amount): amount is number | null => typeof amount !== 'string';
