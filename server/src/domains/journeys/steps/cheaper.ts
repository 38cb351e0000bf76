import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { findSkus, type SkuFacts, sellsFor } from '../../catalog/index.ts';
import { type Eyed, FALLEN, fallContext, isToBeHad, readEyed } from '../eyed-goods.ts';
import { addContext, readInfos } from '../queries.ts';
import { question } from '../question.ts';

/** Whether goods that brought her in cost less now, and can be had; the one that fell most goes with her. */
export const cheaper = question({
  kind: 'cheaper',
  words: words('看中的商品降价了吗', 'Did the goods get cheaper'),
  form: form({
    fields: [
      {
        key: 'percent',
        label: words('至少降', 'By at least'),
        hint: words('和她进入旅程时的标价比', 'Against the price tag when she came in'),
        kind: 'percent',
        min: 1,
        max: 90,
        initial: 5,
      },
    ],
    sentence: ({ percent }) =>
      words(`带她进来的商品降价 ${percent}% 以上了吗？`, `Did the goods that brought her in fall by ${percent}%?`),
  }),
  misplaced: (_values, { knows }) =>
    knows.includes('eyed')
      ? null
      : words(
          '只有由商品触发的旅程（购物车、收藏、取消的订单）才知道看中了什么',
          'Only a journey that goods begin (a cart, a favourite, a cancelled order) knows what she had in mind',
        ),
  adds: () => ({ yes: FALLEN }),
  async ask(ctx, { values: { percent } }, runs) {
    const infos = await readInfos(ctx, runs);
    const eyed = new Map(runs.map(({ id }) => [id, readEyed(infos.get(id)?.context ?? {})]));
    const skus = await findSkus(
      ctx,
      [...eyed.values()].flat().map(({ skuId }) => skuId),
    );
    const fallen = new Map(
      [...eyed].flatMap(([runId, goods]) => {
        const most = mostFallen(goods, skus, percent);
        return most ? [[runId, most] as const] : [];
      }),
    );
    await addContext(
      ctx,
      [...fallen].map(([runId, one]) => ({ runId, values: fallContext(one, one.before) })),
    );
    return ({ id }) => fallen.has(id);
  },
});

type Fallen = Parameters<typeof fallContext>[0] & { readonly before: number };

function mostFallen(goods: readonly Eyed[], skus: ReadonlyMap<string, SkuFacts>, percent: number): Fallen | undefined {
  return goods
    .flatMap(({ skuId, price: before }): Fallen[] => {
      const sku = skus.get(skuId);
      if (!isToBeHad(sku)) return [];
      const price = sellsFor(sku);
      if ((before - price) * 100 < before * percent) return [];
      return [{ skuId, productId: sku.productId, name: sku.name, price, before }];
    })
    .sort((a, b) => b.before - b.price - (a.before - a.price))[0];
}
