import { useEffect, useState } from 'react';
import { type Answer, api } from '../api/index.ts';

export type ListOffers = Answer<'GET /api/shop/offers'>;
export type CardOffers = ListOffers['items'][number];
type Takeable = ListOffers['coupons'][number];
type Known = { readonly at: number; readonly offers: CardOffers | null };

/** Rules begin and end, coupons are used; a list that stays open this long is asked about anew. */
const KEPT_MS = 60_000;
/** The server answers for so many at once. */
const AT_ONCE = 100;

const known = new Map<string, Known>();
const coupons = new Map<string, Takeable>();
const watching = new Map<() => void, readonly string[]>();
let waiting: Set<string> | null = null;

/** What these products cost her after coupons, and the coupons to take for them. Cards drawn together ask once together. */
export function useCardOffers(productIds: readonly string[]): {
  readonly of: (productId: string) => CardOffers | null;
  readonly coupons: readonly Takeable[];
} {
  const [, redraw] = useState(0);
  const key = productIds.join();
  useEffect(() => {
    const changed = () => redraw((n) => n + 1);
    const ids = key === '' ? [] : key.split(',');
    watching.set(changed, ids);
    for (const id of ids) if (Date.now() - (known.get(id)?.at ?? 0) >= KEPT_MS) ask(id);
    return () => void watching.delete(changed);
  }, [key]);
  const of = (productId: string) => known.get(productId)?.offers ?? null;
  const fitting = new Set(productIds.flatMap((id) => of(id)?.takeable ?? []));
  return { of, coupons: [...coupons.values()].filter(({ templateId }) => fitting.has(templateId)) };
}

/** She took a coupon, or used one: what is on the screen is asked about anew. */
export function offersChanged(): void {
  for (const [id, { offers }] of known) known.set(id, { at: 0, offers });
  for (const id of new Set([...watching.values()].flat())) ask(id);
}

function ask(productId: string): void {
  if (waiting === null) {
    waiting = new Set();
    setTimeout(() => void answerAll(), 0);
  }
  waiting.add(productId);
}

async function answerAll(): Promise<void> {
  const asked = [...(waiting ?? [])];
  waiting = null;
  for (let from = 0; from < asked.length; from += AT_ONCE) await answer(asked.slice(from, from + AT_ONCE));
}

/** A card without its offers is still a card: a failure is silent, and the next card asks again. */
async function answer(asked: readonly string[]): Promise<void> {
  const found = await api('GET /api/shop/offers', { query: { products: asked.join(',') } }).catch(() => null);
  if (found === null) return;
  const byProduct = new Map(found.items.map((item) => [item.productId, item]));
  for (const id of asked) known.set(id, { at: Date.now(), offers: byProduct.get(id) ?? null });
  // In the order of the last answer: the narrowest first.
  for (const coupon of found.coupons) {
    coupons.delete(coupon.templateId);
    coupons.set(coupon.templateId, coupon);
  }
  for (const [changed, ids] of watching) if (ids.some((id) => asked.includes(id))) changed();
}
