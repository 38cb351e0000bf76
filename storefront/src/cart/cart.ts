import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { type Answer, api } from '../api/index.ts';
import { track } from '../track/index.ts';
import { pages, tabPages } from '../ui/pages.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import { t } from './texts.ts';

export type Cart = Answer<'GET /api/shop/cart'>;
export type CartItem = Cart['items'][number];

/** What cannot be bought now, whatever number of it. */
export function isDead({ state }: Pick<CartItem, 'state'>): boolean {
  return state === 'sold_out' || state === 'off_sale' || state === 'soon' || state === 'limit_reached';
}

let cart: Cart | null = null;
const watchers = new Set<(cart: Cart) => void>();
/** Writes go one after another, each from the quantity the one before it left. */
let last: Promise<unknown> = Promise.resolve();

/** The cart as the server last told it, the same on every page. */
export function useCart(): Cart | null {
  const [seen, setSeen] = useState(cart);
  useEffect(() => {
    watchers.add(setSeen);
    setSeen(cart);
    return () => {
      watchers.delete(setSeen);
    };
  }, []);
  return seen;
}

export async function loadCart(): Promise<Cart> {
  return keep(await api('GET /api/shop/cart', {}));
}

/** Puts some of a SKU into the cart, on top of what is there. True when it is in. */
export async function addToCart(skuId: string, quantity: number, productId: string): Promise<boolean> {
  const done = await inTurn(async () => {
    const has = (cart ?? (await loadCart())).items.find((item) => item.skuId === skuId)?.quantity ?? 0;
    return write(skuId, { quantity: has + quantity, selected: true });
  });
  if (done === null) return false;
  wx.haptic();
  toast(t('added'));
  track('cart_add', { productId, value: quantity, props: { skuId } });
  return true;
}

type Goods = { readonly skuId: string; readonly productId: string };

/** Puts one of each into the cart that is not there yet, one after the other; what went in, how many were there, how many were refused. */
export async function addMissing(
  goods: readonly Goods[],
): Promise<{ readonly added: readonly Goods[]; readonly there: number; readonly failed: number }> {
  const before = await inTurn(loadCart);
  if (before === null) return { added: [], there: 0, failed: goods.length };
  const missing = goods.filter(({ skuId }) => !before.items.some((item) => item.skuId === skuId));
  const added: Goods[] = [];
  for (const one of missing)
    if ((await inTurn(async () => write(one.skuId, { quantity: 1, selected: true }))) !== null) added.push(one);
  return { added, there: goods.length - missing.length, failed: missing.length - added.length };
}

/** Sets the quantity (0 removes) and whether it is selected; the page shows the new state at once. */
export async function setCartItem(
  item: CartItem,
  change: { readonly quantity?: number; readonly selected?: boolean },
): Promise<void> {
  const next = { quantity: change.quantity ?? item.quantity, selected: change.selected ?? item.selected };
  if (cart !== null)
    show({
      ...cart,
      items: cart.items
        .map((one) => (one.skuId === item.skuId ? { ...one, ...next } : one))
        .filter((one) => one.quantity > 0),
    });
  if (next.quantity === 0) track('cart_remove', { productId: item.productId, props: { skuId: item.skuId } });
  const done = await inTurn(async () => write(item.skuId, next));
  if (done === null) await attempt(loadCart);
}

/** Selects or clears many lines, one write after the other. */
export async function selectAll(items: readonly CartItem[], selected: boolean): Promise<void> {
  for (const item of items) if (item.selected !== selected) await setCartItem(item, { selected });
}

async function write(skuId: string, body: { quantity: number; selected: boolean }): Promise<Cart> {
  return keep(await api('PUT /api/shop/cart/:skuId', { params: { skuId }, body }));
}

async function inTurn(work: () => Promise<Cart>): Promise<Cart | null> {
  const turn = last.then(async () => attempt(work));
  last = turn;
  return turn;
}

function keep(next: Cart): Cart {
  show(next);
  const count = next.items.reduce(
    (sum, item) => sum + (item.state === 'off_sale' || item.state === 'soon' ? 0 : item.quantity),
    0,
  );
  const index = tabPages.indexOf(pages.cart);
  // Only tab pages have a tab bar to put the badge on; elsewhere WeChat refuses and the next tab page puts it.
  const badge =
    count > 0
      ? Taro.setTabBarBadge({ index, text: count > 99 ? '99+' : String(count) })
      : Taro.removeTabBarBadge({ index });
  Promise.resolve(badge).catch(() => undefined);
  return next;
}

function show(next: Cart): void {
  cart = next;
  for (const watcher of watchers) watcher(next);
}
