import type { Answer } from '../api/index.ts';

export type Product = Answer<'GET /api/shop/products/:id'>;
export type Sku = Product['skus'][number];
/** One chosen value per option; null is not chosen yet. */
export type Choice = readonly (string | null)[];

/** The first that can be bought, else the first: what the page shows before anything is chosen. */
export function leadSku(product: Product): Sku | null {
  return product.skus.find((sku) => sku.available > 0) ?? product.skus[0] ?? null;
}

/** The SKU of a full choice. */
export function skuOf(product: Product, choice: Choice): Sku | null {
  return product.skus.find((sku) => sku.values.every((value, at) => value === choice[at])) ?? null;
}

/** Whether a value can be had together with what is chosen in the other options. */
export function canChoose(product: Product, choice: Choice, option: number, value: string): boolean {
  return product.skus.some(
    (sku) =>
      sku.available > 0 &&
      sku.values.every((one, at) => (at === option ? one === value : choice[at] === null || choice[at] === one)),
  );
}

/** What a member pays. */
export function memberPrice(sku: Pick<Sku, 'price' | 'memberPrice'>): number {
  return sku.memberPrice ?? sku.price;
}

/** What she may still have of it; null: any number, or not known yet. */
export type Limit = Answer<'GET /api/shop/products/:id/limit'>['limit'];

/** How many may be bought at once. */
export function mostOf(product: Product, sku: Sku, limit: Limit): number {
  const hers = limit?.left ?? product.limitPerMember ?? 99;
  return Math.max(0, Math.min(sku.available, product.limitPerOrder ?? 99, hers));
}

export function soldOut(product: Product): boolean {
  return product.status !== 'on_sale' || product.sale !== 'open' || product.skus.every((sku) => sku.available <= 0);
}
