import type { overlapContract } from '@huoshui/contracts/overlaps';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { shelf } from '../../catalog/index.ts';
import type { OfferSource } from '../offer-source.ts';
import type { Deepest } from './deepest.ts';
import { dangerOf, type Warning, warningsOf } from './judge.ts';
import { lookAtAll, type Meeting } from './look.ts';
import { asLine, presentDeepest, presentSku } from './present.ts';
import { readMet } from './reach.ts';
import { windowOf } from './window.ts';

type Query = Static<(typeof overlapContract)['GET /api/admin/promotion-overlaps']['query']>;

type Found = Meeting & { readonly deepest: Deepest; readonly warnings: readonly Warning[] };

/** As many SKUs as are looked at; beyond them the list says that there are more. */
const MOST_SKUS = 20_000;

/**
 * Every SKU on which several offers meet in this time, the most dangerous first: by its worst warning, then by how deep its price
 * can go.
 */
export async function listOverlaps(ctx: Ctx, sources: readonly OfferSource[], query: Query) {
  const window = windowOf(query, ctx.now());
  const skus = await shelf.onSale(ctx, { q: query.q?.trim() || null, most: MOST_SKUS + 1 });
  const seen = skus.slice(0, MOST_SKUS);
  const met = await readMet(ctx, sources, seen.map(asLine), window);
  const meeting = seen.flatMap((sku, at): Meeting[] => {
    const one = met[at];
    return one && one.offers.length + one.prices.length > 0 ? [{ ...one, sku }] : [];
  });
  const depths = await lookAtAll(meeting, window);
  const found = meeting.flatMap((one, at): Found[] => {
    const deepest = depths[at];
    if (deepest === undefined) return [];
    const warnings = warningsOf(deepest, one.offers, one.sku.costPrice);
    const several = one.offers.length + one.prices.length > 1;
    const wanted = query.warning === undefined ? several || warnings.length > 0 : warnings.includes(query.warning);
    return wanted ? [{ ...one, deepest, warnings }] : [];
  });
  return pageOf(found, query, window.from, skus.length > MOST_SKUS);
}

function pageOf(found: readonly Found[], query: Query, from: Date, cut: boolean) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['int', 'int', 'text']);
  const ranked = found.map((one) => ({ one, keys: keysOf(one) })).sort((a, b) => compare(a.keys, b.keys));
  const rest = after === null ? ranked : ranked.filter(({ keys }) => compare(keys, after) > 0);
  const page = toPage(
    rest.slice(0, limit + 1),
    limit,
    ({ keys }) => keys,
    ({ one }) => present(one, from),
  );
  return after === null ? { ...page, total: found.length, ...(cut ? { andMore: true as const } : {}) } : page;
}

type Keys = readonly [danger: number, off: number, skuId: string];

/** Off in thousandths of the list price. */
function keysOf({ sku, deepest: { goods, quantity }, warnings }: Found): Keys {
  const off = Math.round(1000 - (goods * 1000) / (sku.price * quantity));
  return [dangerOf(warnings), off, sku.id];
}

function compare(a: Keys, b: Keys): number {
  return b[0] - a[0] || b[1] - a[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
}

const SHOWN = 4;

function present({ sku, offers, deepest, warnings }: Found, from: Date) {
  return {
    ...presentSku(sku),
    meets: offers.length,
    offers: offers.slice(0, SHOWN).map(({ id, hint }) => ({ offerId: id, label: hint.label, badge: hint.badge })),
    deepest: presentDeepest(deepest, sku.price, from),
    warnings: [...warnings],
  };
}
