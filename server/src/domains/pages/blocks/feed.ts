import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { readLists } from '../goods.ts';
import { titleField } from '../link-fields.ts';
import { WHOLE } from '../place.ts';

const AT_ONCE = 20;

const fields = [
  titleField,
  {
    key: 'category',
    label: words('只要一个分类', 'Of one category only'),
    kind: 'picker',
    of: 'category',
    optional: true,
  },
] as const satisfies readonly Field[];

export const feed = blockKind({
  kind: 'feed',
  hint: words('两列往下一直刷，放在最后', 'Two columns without an end, at the bottom of a page'),
  group: 'goods',
  on: WHOLE,
  form: form({
    published: true,
    fields,
    sentence: ({ category }, names) =>
      category === null
        ? words('全部商品', 'All goods')
        : words(
            `「${names('category', category)?.zh ?? ''}」的商品`,
            `Goods of “${names('category', category)?.en ?? ''}”`,
          ),
  }),
  async fill(ctx, { ports }, asked) {
    const query = (category: string | null) => ({
      ...(category === null ? {} : { categoryId: category }),
      limit: AT_ONCE,
    });
    const lists = await readLists(
      ctx,
      ports,
      asked.map(({ values }) => query(values.category)),
    );
    return new Map(
      asked.map(({ key, values: { title, category } }) => {
        const { items, nextCursor } = lists(query(category));
        return [
          key,
          items.length > 0
            ? { content: { kind: 'feed' as const, title: title ?? '', categoryId: category, items, nextCursor } }
            : { absent: words('没有上架的商品', 'Nothing is on sale') },
        ];
      }),
    );
  },
});
