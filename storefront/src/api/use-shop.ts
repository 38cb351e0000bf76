import { useEffect, useState } from 'react';
import { wx } from '../wx/index.ts';
import { api } from './client.ts';
import { readSandboxClock } from './clock.ts';
import type { Answer } from './routes.ts';

export type Shop = Answer<'GET /api/shop/settings'>;

let known: Shop | null = null;
let asking: Promise<Shop> | null = null;

/** The shop's settings, asked for once per launch; a failed ask is tried again by the next page. */
export async function shopSettings(): Promise<Shop> {
  asking ??= load().catch((failure: unknown) => {
    asking = null;
    throw failure;
  });
  return asking;
}

async function load(): Promise<Shop> {
  const { app } = await wx.ready();
  known = await api('GET /api/shop/settings', { query: { app } });
  if (known.sandbox) await readSandboxClock();
  return known;
}

export function useShop(): Shop | null {
  const [shop, setShop] = useState(known);
  useEffect(() => {
    void shopSettings().then(setShop, () => undefined);
  }, []);
  return shop;
}
