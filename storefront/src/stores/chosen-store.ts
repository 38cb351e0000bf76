import { useEffect, useState } from 'react';
import { api, useLoad } from '../api/index.ts';
import { storage } from '../wx/storage.ts';

const KEY = 'store';
let chosen: string | null = null;
const watchers = new Set<() => void>();

/** The picker tells checkout which one she chose; the phone keeps it for the next time. */
export async function chooseStore(id: string): Promise<void> {
  chosen = id;
  for (const watcher of watchers) watcher();
  await storage.write(KEY, id);
}

/** The one she chose, now or the last time; null without one. */
export function useChosenId(): string | null {
  const [id, setId] = useState(chosen);
  useEffect(() => {
    const watch = () => setId(chosen);
    watchers.add(watch);
    if (chosen === null)
      void storage.read(KEY).then((kept) => {
        if (chosen !== null || typeof kept !== 'string') return;
        chosen = kept;
        watch();
      });
    return () => {
      watchers.delete(watch);
    };
  }, []);
  return id;
}

/** The store itself, with its slots and what of these lines it has too few of; asked for only while she wants to collect. */
export function useChosenStore(wanted: boolean, lines: string) {
  const id = useChosenId();
  return useLoad(
    async () => (wanted && id !== null ? api('GET /api/shop/stores/:id', { params: { id }, query: { lines } }) : null),
    [wanted, id, lines],
    { fresh: true },
  );
}
