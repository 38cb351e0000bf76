import type { CategoryKey } from './category.ts';

export type DemoSku = {
  /** One value per option of the product. */
  readonly values: readonly string[];
  /** Fen, as all prices here. */
  readonly price: number;
  readonly memberPrice?: number;
  /** What it used to cost; shown struck through. */
  readonly listPrice?: number;
  /** Opening stock. */
  readonly stock: number;
};

/** A product of the demo shop as plain data; the loader posts it through the console's own API. */
export type DemoProduct = {
  /** Stable across runs: also the SKU codes' prefix and the picture's file name. */
  readonly key: `${CategoryKey}-${string}`;
  readonly category: CategoryKey;
  readonly name: string;
  readonly subtitle: string;
  readonly origin: string;
  /** `今日推荐` puts it on the home page's large card. */
  readonly tags: readonly string[];
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly skus: readonly DemoSku[];
  readonly detail: readonly string[];
  /** How to keep and prepare it: the care message after the first purchase tells it. At most 300 characters. */
  readonly care: string;
  /** A file below `rehearsal/assets/videos`. */
  readonly video?: string;
  readonly limitPerOrder?: number;
  /** Days from the end of the rehearsal until it opens for sale, or closes; absent: always. */
  readonly opensIn?: number;
  readonly closesIn?: number;
};

/** Files below `rehearsal/assets/products`: the whole, then a closer look. */
export function productPictures(product: DemoProduct): readonly string[] {
  return [`${product.key}.webp`, `${product.key}-close.webp`];
}

/** `fruit-apple-1`, `fruit-apple-2` … in the order of the SKUs. */
export function skuCode(product: DemoProduct, index: number): string {
  return `${product.key}-${index + 1}`;
}
