import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { readCards, readLists } from '../goods.ts';
import { EVERYWHERE } from '../place.ts';

/** Goods with this tag stand there where none are chosen. */
const FEATURED = '今日推荐';
const MOST = 4;

const fields = [
  {
    key: 'products',
    label: words('商品', 'Products'),
    kind: 'picker',
    of: 'product',
    many: 8,
    optional: true,
    hint: words(`不选就是带「${FEATURED}」标签的商品`, 'None: those with the tag of today’s picks'),
  },
] as const satisfies readonly Field[];

export const showcase = blockKind({
  kind: 'showcase',
  hint: words('一次一件，大卡片轮播', 'One product at a time on a large card'),
  group: 'goods',
  on: EVERYWHERE,
  form: form({
    fields,
    sentence: ({ products }) =>
      products === null || products.length === 0
        ? words(`带「${FEATURED}」标签的商品`, 'Products with the tag of today’s picks')
        : words(`${products.length} 件选好的商品`, `${products.length} chosen products`),
  }),
  async fill(ctx, { ports }, asked) {
    const tagged = { tag: FEATURED, limit: MOST };
    const chosen = (ids: readonly string[] | null) => ids ?? [];
    const [lists, cards] = await Promise.all([
      readLists(ctx, ports, asked.some(({ values }) => chosen(values.products).length === 0) ? [tagged] : []),
      readCards(
        ctx,
        ports,
        asked.flatMap(({ values }) => chosen(values.products)),
      ),
    ]);
    return new Map(
      asked.map(({ key, values }) => {
        const ids = chosen(values.products);
        const items = ids.length === 0 ? lists(tagged).items : ids.flatMap((id) => cards.get(id) ?? []);
        return [
          key,
          items.length > 0
            ? { content: { kind: 'showcase' as const, items } }
            : { absent: words('没有买得到的商品', 'None of its goods can be bought now') },
        ];
      }),
    );
  },
});
