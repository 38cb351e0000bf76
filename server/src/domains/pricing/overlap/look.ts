import { setImmediate as others } from 'node:timers/promises';
import type { Met } from '../price-only.ts';
import { type Deepest, type Depth, deepestOf, type Moment, momentsOf } from './deepest.ts';
import { mostOf, type Sku } from './present.ts';
import type { Window } from './window.ts';

export type Meeting = Met & { readonly sku: Sku };

/** Carts for all goods together: some seconds of work, however large the shop is. */
const MOST_CARTS = 20_000;
const CLOSEST: Depth = { moments: 4, carts: 5, every: false };
/** So many at a time, then whoever waits has the processor. */
const AT_ONCE = 40;

/**
 * Looks how deep the price of any of these can go. Goods of one price that the same offers are for are looked at once; the more
 * there are, the less closely each is looked at.
 */
export function createLook(meeting: readonly Meeting[], window: Window): (one: Meeting) => Promise<Deepest> {
  const depth = depthFor(new Set(meeting.map((one) => keysOf(one).all)).size);
  const moments = new Map<string, readonly Moment[]>();
  const known = new Map<string, Deepest>();
  let work = 0;
  return async (one) => {
    const { all, offers } = keysOf(one);
    const before = known.get(all);
    if (before) return before;
    const open = moments.get(offers) ?? momentsOf(one.offers, window);
    moments.set(offers, open);
    const deepest = deepestOf(one, open, mostOf(one.sku), depth);
    known.set(all, deepest);
    work += depth.moments * depth.carts;
    if (work < AT_ONCE) return deepest;
    work = 0;
    await others();
    return deepest;
  };
}

/** What its price hangs on. */
function keysOf({ line, offers, prices, sku }: Meeting) {
  const ids = offers.map(({ source, id }) => `${source} ${id}`).join();
  const each = prices.map(({ source, offerId, price }) => `${source} ${offerId} ${price}`).join();
  return { offers: ids, all: `${line.listPrice} ${mostOf(sku)} ${each} ${ids}` };
}

function depthFor(different: number): Depth {
  const carts = Math.floor(MOST_CARTS / Math.max(1, different));
  if (carts >= CLOSEST.moments * CLOSEST.carts) return CLOSEST;
  if (carts >= 8) return { ...CLOSEST, moments: 2, carts: 4 };
  return { ...CLOSEST, moments: 1, carts: Math.max(2, carts) };
}
