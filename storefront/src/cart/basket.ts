import { api } from '../api/index.ts';
import { loadLimit } from '../catalog/limit.ts';
import { memberPrice } from '../catalog/sku.ts';
import { isDead, loadCart } from './cart.ts';
import { t } from './texts.ts';

/** What is being checked out, with what the page shows of it. */
export type BasketLine = {
  readonly id: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly productId: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly image: string | null;
  readonly price: number;
};
export type Basket = {
  readonly fromCart: boolean;
  readonly lines: readonly BasketLine[];
  /** Why it cannot be ordered as it stands; null when it can. */
  readonly over: string | null;
};

/** The selected lines of the cart, or the one SKU she wants at once. */
export async function loadBasket(params: {
  readonly product?: string;
  readonly sku?: string;
  readonly quantity?: string;
}): Promise<Basket> {
  const { product: productId, sku: skuId, quantity } = params;
  if (productId === undefined || skuId === undefined) return cartBasket();
  const product = await api('GET /api/shop/products/:id', { params: { id: productId } });
  const sku = product.skus.find((one) => one.id === skuId);
  if (sku === undefined) return { fromCart: false, lines: [], over: null };
  const limit = await loadLimit(product);
  const line = {
    id: skuId,
    skuId,
    quantity: Math.max(1, Number(quantity ?? 1)),
    productId,
    name: product.name,
    values: sku.values,
    image: sku.image ?? product.images[0] ?? null,
    price: memberPrice(sku),
  };
  const { name } = product;
  const over =
    limit !== null && line.quantity > limit.left ? t('over', { name, n: limit.most, left: limit.left }) : null;
  return { fromCart: false, lines: [line], over };
}

async function cartBasket(): Promise<Basket> {
  const cart = await loadCart();
  const lines = cart.items
    .filter((item) => item.selected && !isDead(item))
    .map((item) => ({
      ...item,
      id: item.skuId,
      quantity: Math.min(item.quantity, item.available),
      price: memberPrice(item),
    }));
  const beyond = cart.items.find((item) => item.selected && item.state === 'over');
  const { name, limit } = beyond ?? {};
  return {
    fromCart: true,
    lines,
    over: limit ? t('over', { name: name ?? '', n: limit.most, left: limit.left }) : null,
  };
}
