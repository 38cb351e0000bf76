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

/** The products of a play as its page lists them: from how much in it, and alone. */
export async function goodsShown(ctx: Ctx, activity: ActivityRow) {
  const goods = playOf(activity.play).goods?.(activity.own) ?? [];
  const skus = await findSkus(
    ctx,
    goods.map(({ sku }) => sku),
  );
  const shown = new Map<
    string,
    { productId: string; name: string; image: string | null; price: number; alone: number }
  >();
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
