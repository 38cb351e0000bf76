import { useEffect, useState } from 'react';
import { type Answer, api } from '../api/index.ts';

export type Badge = Answer<'GET /api/shop/badges'>['items'][number]['badges'][number];
type Known = { readonly at: number; readonly badges: readonly Badge[] };

/** Rules begin and end; a list that stays open this long is asked about anew. */
const KEPT_MS = 60_000;
/** The server answers for so many at once. */
const AT_ONCE = 100;

const none: readonly Badge[] = [];
const known = new Map<string, Known>();
let waiting: Map<string, ((badges: readonly Badge[]) => void)[]> | null = null;

/** What stands on a product's card: the promotions that run for it. Cards drawn together ask once together. */
export function useBadges(productId: string): readonly Badge[] {
  const [badges, setBadges] = useState(known.get(productId)?.badges ?? none);
  useEffect(() => {
    let gone = false;
    const kept = known.get(productId);
    if (kept !== undefined && Date.now() - kept.at < KEPT_MS) setBadges(kept.badges);
    else ask(productId, (found) => !gone && setBadges(found));
    return () => {
      gone = true;
    };
  }, [productId]);
  return badges;
}

function ask(productId: string, tell: (badges: readonly Badge[]) => void): void {
  if (waiting === null) {
    waiting = new Map();
    setTimeout(() => void answerAll(), 0);
  }
  waiting.set(productId, [...(waiting.get(productId) ?? []), tell]);
}

async function answerAll(): Promise<void> {
  const asked = [...(waiting ?? [])];
  waiting = null;
  for (let from = 0; from < asked.length; from += AT_ONCE) await answer(asked.slice(from, from + AT_ONCE));
}

/** A card without its badge is still a card: a failure is silent, and the next card asks again. */
async function answer(asked: readonly [string, ((badges: readonly Badge[]) => void)[]][]): Promise<void> {
  const products = asked.map(([id]) => id).join(',');
  const found = await api('GET /api/shop/badges', { query: { products } }).catch(() => null);
  if (found === null) return;
  const byProduct = new Map(found.items.map((item) => [item.productId, item.badges]));
  for (const [id, tellers] of asked) {
    const badges = byProduct.get(id) ?? none;
    known.set(id, { at: Date.now(), badges });
    for (const tell of tellers) tell(badges);
  }
}
