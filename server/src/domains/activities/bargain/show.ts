import type { bargainContract } from '@huoshui/contracts/bargains';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { findProductSkus, findSkus, sellsFor } from '../../catalog/index.ts';
import { type ActivityRow, stateOf } from '../activity.ts';
import type { EntryRow } from '../entries.ts';
import type { IsFor } from '../is-for.ts';
import type { LiveNow } from '../live.ts';
import { type Her, meet } from '../met.ts';
import type { BargainTerms } from '../play.ts';
import { type BargainRow, bargainStateOf, bargainsOf, bargainTermsOf, priceOf } from './bargain.ts';

type Offer = NonNullable<RouteOut<(typeof bargainContract)['GET /api/shop/products/:id/bargain']>['offer']>;
type Two = { readonly mine: EntryRow | undefined; readonly friend: EntryRow | undefined };

/** What its page shows: the goods, and how far hers and her friend's are; null where it is no bargain. */
export async function showBargain(ctx: Ctx, activity: ActivityRow, { mine, friend }: Two) {
  const terms = bargainTermsOf(activity, activity.own);
  if (terms === null) return null;
  const rows = await bargainsOf(
    ctx,
    [mine, friend].flatMap((entry) => entry?.no ?? []),
  );
  const of = (entry: EntryRow | undefined) => {
    const row = entry && rows.get(entry.no);
    return row ? present(ctx, row) : null;
  };
  const hers = rows.get(mine?.no ?? friend?.no ?? 0);
  const goods = await goodsOf(ctx, hers === undefined ? terms : { sku: hers.skuId, floor: hers.floor });
  if (goods === null) return null;
  return { ...goods, ...(hers ? { list: hers.list } : {}), hours: terms.hours, mine: of(mine), friend: of(friend) };
}

function present(ctx: Ctx, row: BargainRow) {
  return {
    state: bargainStateOf(row, ctx.now()),
    price: priceOf(row),
    more: priceOf(row) === row.floor ? 0 : row.cuts - row.helped,
    endsAt: row.endsAt.toISOString(),
    orderId: row.orderId,
  };
}

async function goodsOf(ctx: Ctx, { sku, floor }: Pick<BargainTerms, 'sku' | 'floor'>) {
  const facts = (await findSkus(ctx, [sku])).get(sku);
  if (facts === undefined) return null;
  const { productId, name, values, image } = facts;
  return { skuId: sku, productId, name, values: [...values], image, list: sellsFor(facts), floor };
}

type Ports = { readonly live: LiveNow; readonly isFor: IsFor };

/** What the page of a product says; she is drawn into an arm, since here it would be shown. */
export async function bargainOfProduct(
  ctx: Ctx,
  { live, isFor }: Ports,
  her: Her,
  productId: string,
): Promise<Offer | null> {
  const skus = new Set((await findProductSkus(ctx, [productId])).get(productId)?.map(({ id }) => id));
  for (const activity of await live(ctx)) {
    const terms = bargainTermsOf(activity, activity.own);
    if (terms === null || !skus.has(terms.sku) || stateOf(activity, ctx.now()) !== 'running') continue;
    if (!(await isFor(ctx, activity, her.personNo))) continue;
    const armOf = await inTransaction(ctx, async (ctx) => meet(ctx, [{ ...her, activity }]));
    const goods = armOf(her.personNo, activity.no).treated ? await goodsOf(ctx, terms) : null;
    if (goods === null || goods.list <= goods.floor) continue;
    return { activityId: activity.id, activity: activity.name, endsAt: activity.endsAt.toISOString(), ...goods };
  }
  return null;
}
