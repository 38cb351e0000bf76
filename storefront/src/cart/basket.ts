import { api } from '../api/index.ts';
import { memberPrice } from '../catalog/sku.ts';
import { isDead, loadCart } from './cart.ts';

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
export type Basket = { readonly fromCart: boolean; readonly lines: readonly BasketLine[] };

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
  if (sku === undefined) return { fromCart: false, lines: [] };
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
  return { fromCart: false, lines: [line] };
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
  return { fromCart: true, lines };
}
