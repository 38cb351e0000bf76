import type { overlapContract } from '@huoshui/contracts/overlaps';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { shelf } from '../../catalog/index.ts';
import type { OfferSource } from '../offer-source.ts';
import type { Meeting } from './look.ts';
import { asLine, presentDeepest, presentSku } from './present.ts';
import { readMet } from './reach.ts';
import { windowOf } from './window.ts';
import { type Found, findWorst } from './worst.ts';

type Query = Static<(typeof overlapContract)['GET /api/admin/promotion-overlaps']['query']>;

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
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['int', 'int', 'text']);
  const { page, total, more } = await findWorst(meeting, { window, warning: query.warning, after, most: limit + 1 });
  const shown = toPage(
    page,
    limit,
    ({ keys }) => keys,
    ({ one }) => present(one, window.from),
  );
  const andMore = more || skus.length > MOST_SKUS;
  return after === null ? { ...shown, total, ...(andMore ? { andMore: true as const } : {}) } : shown;
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
