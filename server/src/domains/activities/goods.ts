import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { badForm } from '../../platform/form/read.ts';
import { formatYuan } from '../../platform/money.ts';
import { findSkus, sellsFor } from '../catalog/index.ts';
import type { ActivityRow } from './activity.ts';
import type { OwnValues } from './activity-form.ts';
import { playOf } from './plays.ts';

/** The product that each of these is of. */
export async function findProductsOfSkus(ctx: Ctx, skuIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await findSkus(ctx, skuIds)).values()].map(({ id, productId }) => [id, productId]));
}

/** Throws `platform.bad_form` where a piece costs no less in the play than alone. */
export async function refuseDear(ctx: Ctx, activity: Pick<ActivityRow, 'play'>, own: OwnValues): Promise<void> {
  const goods = playOf(activity.play).goods?.(own) ?? [];
  if (goods.length === 0) return;
  const skus = await findSkus(
    ctx,
    goods.map(({ sku }) => sku),
  );
  const problems = goods.flatMap(({ sku, price, at: field }, at) => {
    const facts = skus.get(sku);
    if (facts === undefined || price < sellsFor(facts)) return [];
    const alone = formatYuan(sellsFor(facts));
    return [
      {
        at: field ?? `goods.${at}.price`,
        words: words(`要低于现在的售价 ${alone} 元`, `It has to be less than ¥${alone}, which it costs alone`),
      },
    ];
  });
  if (problems.length > 0) throw badForm(problems);
}

type Goods = { productId: string; name: string; image: string | null; price: number; alone: number };

/** The products of a play as its page lists them: from how much in it, and alone. */
export async function goodsShown(ctx: Ctx, activity: ActivityRow): Promise<Goods[]> {
  return (await goodsOfMany(ctx, [activity]))(activity);
}

/** The same of several, by one statement. */
export async function goodsOfMany(
  ctx: Ctx,
  activities: readonly ActivityRow[],
): Promise<(activity: ActivityRow) => Goods[]> {
  const skus = await findSkus(
    ctx,
    activities.flatMap(({ play, own }) => playOf(play).goods?.(own) ?? []).map(({ sku }) => sku),
  );
  return ({ play, own }) => listed(playOf(play).goods?.(own) ?? [], skus);
}

function listed(
  goods: readonly { readonly sku: string; readonly price: number }[],
  skus: Awaited<ReturnType<typeof findSkus>>,
): Goods[] {
  const shown = new Map<string, Goods>();
  for (const { sku, price } of goods) {
    const facts = skus.get(sku);
    if (facts === undefined || !facts.onSale) continue;
    const { productId, name, image } = facts;
    const known = shown.get(productId);
    if (known === undefined || price < known.price)
      shown.set(productId, { productId, name, image, price, alone: sellsFor(facts) });
  }
  return [...shown.values()];
}
