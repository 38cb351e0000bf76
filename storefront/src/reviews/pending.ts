import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../api/index.ts';

/** Cards drawn together ask once together; who comes back from writing asks anew. */
const KEPT_MS = 2_000;
let asked: { readonly at: number; readonly orders: Promise<ReadonlySet<string>> } | null = null;

/** Whether something of this order waits for her review; asked only where it may. */
export function useReviewable(orderId: string, maybe: boolean): boolean {
  const [waits, setWaits] = useState(false);
  const look = useCallback(() => {
    if (maybe) void pendingOrders().then((orders) => setWaits(orders.has(orderId)));
  }, [orderId, maybe]);
  // A card that is drawn while the page stands hears of no showing.
  useEffect(look, [look]);
  useDidShow(look);
  return maybe && waits;
}

async function pendingOrders(): Promise<ReadonlySet<string>> {
  if (asked === null || Date.now() - asked.at > KEPT_MS) asked = { at: Date.now(), orders: ask() };
  return asked.orders;
}

/** An order without the button can still be reviewed from 我的评价: a failure says nothing. */
async function ask(): Promise<ReadonlySet<string>> {
  const found = await api('GET /api/shop/reviews/pending', { query: {} }).catch(() => null);
  return new Set(found?.items.map(({ orderId }) => orderId));
}
