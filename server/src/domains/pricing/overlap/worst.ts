import { createBound } from './bound.ts';
import type { Deepest } from './deepest.ts';
import { dangerOf, possibleWarnings, type Warning, warningsOf } from './judge.ts';
import { createLook, type Meeting } from './look.ts';
import { mostOf } from './present.ts';
import type { Window } from './window.ts';

export type Found = Meeting & { readonly deepest: Deepest; readonly warnings: readonly Warning[] };

/** Its place in the list: the worst warning first, then what is off in thousandths of the list price. */
export type Keys = readonly [danger: number, off: number, skuId: string];
export type Ranked = { readonly one: Found; readonly keys: Keys };

type Asked = {
  readonly window: Window;
  /** Only goods that have it. */
  readonly warning: Warning | undefined;
  /** Those that come behind this place. */
  readonly after: Keys | null;
  readonly most: number;
};

type Worst = { readonly page: readonly Ranked[]; readonly total: number; readonly more: boolean };

/** So many are looked at for nothing but to count them; then the list says that there are more. */
const MOST_COUNTED = 2_000;

/**
 * The worst of these goods. They are looked at in the order of what they could be at worst, which a bound says without asking the
 * engine, until nothing that is left can come before the last of the page: the page is the one that looking at all would give.
 */
export async function findWorst(meeting: readonly Meeting[], { window, warning, after, most }: Asked): Promise<Worst> {
  const look = createLook(meeting, window);
  const page: Ranked[] = [];
  let [total, counted, more] = [0, 0, false];
  for (const { one, keys, wanted } of suspectsAmong(meeting, warning)) {
    const last = page[most - 1];
    if (last !== undefined && compare(last.keys, keys) <= 0) {
      if (after !== null) break;
      if (wanted === 'surely') total += 1;
      if (wanted === 'surely') continue;
      counted += 1;
      more ||= counted > MOST_COUNTED;
      if (more) continue;
    }
    const deepest = await look(one);
    const warnings = warningsOf(deepest, one.offers, one.sku.costPrice);
    if (!isWanted(one, warnings, warning)) continue;
    total += 1;
    const ranked = { one: { ...one, deepest, warnings }, keys: keysOf(one, deepest, warnings) };
    if (after === null || compare(ranked.keys, after) > 0) putIn(page, ranked, most);
  }
  return { page, total, more };
}

/** Among the worst so far, which stand in order. */
function putIn(page: Ranked[], ranked: Ranked, most: number): void {
  const at = page.findIndex(({ keys }) => compare(ranked.keys, keys) < 0);
  page.splice(at < 0 ? page.length : at, 0, ranked);
  page.splice(most);
}

/** What it could be at worst, and whether it is wanted then. */
type Suspect = { readonly one: Meeting; readonly keys: Keys; readonly wanted: 'surely' | 'perhaps' };

function suspectsAmong(meeting: readonly Meeting[], warning: Warning | undefined): Suspect[] {
  const leastOf = createBound();
  const suspects = meeting.flatMap((one): Suspect[] => {
    const deepest = { goods: leastOf(one, mostOf(one.sku)), quantity: 1 };
    const warnings = possibleWarnings(deepest.goods, one, one.sku.costPrice);
    if (!isWanted(one, warnings, warning)) return [];
    const surely = warning === undefined && isWanted(one, [], warning);
    return [{ one, keys: keysOf(one, deepest, warnings), wanted: surely ? 'surely' : 'perhaps' }];
  });
  return suspects.sort((a, b) => compare(a.keys, b.keys));
}

function isWanted({ offers, prices }: Meeting, warnings: readonly Warning[], warning: Warning | undefined): boolean {
  if (warning !== undefined) return warnings.includes(warning);
  return offers.length + prices.length > 1 || warnings.length > 0;
}

function keysOf(
  { sku }: Meeting,
  { goods, quantity }: Pick<Deepest, 'goods' | 'quantity'>,
  warnings: readonly Warning[],
): Keys {
  const off = Math.round(1000 - (goods * 1000) / (sku.price * quantity));
  return [dangerOf(warnings), off, sku.id];
}

export function compare(a: Keys, b: Keys): number {
  return b[0] - a[0] || b[1] - a[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
}
