import { useEffect, useState } from 'react';
import { type Answer, api, useLoad } from '../api/index.ts';

export type Address = Answer<'GET /api/shop/addresses'>['items'][number];

let chosen: string | null = null;
const watchers = new Set<() => void>();

/** The address book tells checkout which one she chose. */
export function chooseAddress(id: string): void {
  chosen = id;
  for (const watcher of watchers) watcher();
}

/** Her choice, else her default, else the first; null without any. */
export function useChosenAddress(): { readonly chosen: Address | null; readonly loading: boolean } {
  const [id, setId] = useState(chosen);
  useEffect(() => {
    const watch = () => setId(chosen);
    watchers.add(watch);
    return () => {
      watchers.delete(watch);
    };
  }, []);
  const book = useLoad(async () => api('GET /api/shop/addresses', {}), [], { fresh: true });
  const items = book.data?.items ?? [];
  const found = items.find((one) => one.id === id) ?? items.find((one) => one.isDefault) ?? items[0] ?? null;
  return { chosen: found, loading: book.loading };
}
