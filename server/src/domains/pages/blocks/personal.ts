import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { EVERYWHERE } from '../place.ts';
import { recommended } from './products.ts';

const fields = [
  { key: 'title', label: words('标题', 'Title'), kind: 'text', max: 16 },
  {
    key: 'text',
    label: words('一句话', 'A line'),
    kind: 'text',
    max: 40,
    optional: true,
  },
  {
    key: 'most',
    label: words('最多', 'At most'),
    kind: 'count',
    unit: words('件', 'products'),
    min: 1,
    max: 10,
    initial: 4,
  },
] as const satisfies readonly Field[];

/** Like somebody who knows her: each thing with why it is there. */
export const personal = blockKind({
  kind: 'personal',
  hint: words(
    '像一个懂她的人：每件商品都说为什么放在这里，新会员按测试和浏览来',
    'Like somebody who knows her: each product says why it is there; newcomers by their quiz and what they looked at',
  ),
  group: 'hers',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ title, most }) => words(`「${title}」，最多 ${most} 件`, `“${title}”, ${most} at most`),
  }),
  async fill(ctx, given, asked) {
    const found = await recommended(ctx, given, ['next', 'guess']);
    // What she runs out of first, then what she may like.
    const byId = new Map([...found('next'), ...found('guess')].toReversed().map((card) => [card.id, card]));
    const all = [...byId.values()].toReversed();
    return new Map(
      asked.map(({ key, values: { title, text, most } }) => [
        key,
        all.length > 0
          ? { content: { kind: 'personal' as const, title, text: text ?? '', items: all.slice(0, most) } }
          : { absent: words('对她还什么都不知道', 'Nothing is known of her yet') },
      ]),
    );
  },
});
