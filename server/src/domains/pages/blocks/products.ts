import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { goodsShape, goodsSource } from '@huoshui/contracts/words/pages';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { blockKind, type Given } from '../block-kind.ts';
import { readCards, readLists } from '../goods.ts';
import { optionsOf, titleField } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';
import type { Card, CardQuery, Recommended } from '../ports.ts';

const fields = [
  titleField,
  {
    key: 'source',
    label: words('放哪些商品', 'Which goods'),
    kind: 'choice',
    options: optionsOf(goodsSource),
    initial: 'picked',
  },
  {
    key: 'products',
    label: words('商品', 'Products'),
    kind: 'picker',
    of: 'product',
    many: 40,
    when: { field: 'source', is: ['picked'] },
  },
  {
    key: 'category',
    label: words('分类', 'Category'),
    kind: 'picker',
    of: 'category',
    when: { field: 'source', is: ['category'] },
  },
  { key: 'tag', label: words('商品标签', 'Tag'), kind: 'text', max: 12, when: { field: 'source', is: ['tag'] } },
  { key: 'shape', label: words('排法', 'Laid out'), kind: 'choice', options: optionsOf(goodsShape), initial: 'strip' },
  {
    key: 'most',
    label: words('最多', 'At most'),
    kind: 'count',
    unit: words('件', 'products'),
    min: 1,
    max: 40,
    initial: 10,
  },
  {
    key: 'least',
    label: words('少于几件就不显示', 'Not shown with fewer than'),
    kind: 'count',
    unit: words('件', 'products'),
    min: 1,
    max: 10,
    initial: 1,
  },
] as const satisfies readonly Field[];

type Values = ValuesOf<typeof fields>;
/** Sources that the engine of recommendations answers. */
const ENGINE = ['guess', 'next', 'together'] as const;

export const products = blockKind({
  kind: 'products',
  hint: words(
    '自己选、按规则，或者按每个人猜：售罄和下架的自己让位',
    'Chosen, by a rule, or by what each may want: what is gone gives way by itself',
  ),
  group: 'goods',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    problem: ({ least, most }) =>
      least > most ? { at: 'least', words: words('不能大于最多件数', 'No more than the most that are shown') } : null,
    sentence: ({ source, products, category, tag, most }, names) => {
      const { zh, en } = goodsSource[source];
      const of =
        source === 'picked'
          ? words(`${products?.length ?? 0} 件`, `${products?.length ?? 0}`)
          : category !== null
            ? (names('category', category) ?? words('', ''))
            : words(tag ?? '', tag ?? '');
      return words(
        `${zh}${of.zh === '' ? '' : `「${of.zh}」`}，最多 ${most} 件`,
        `${en}${of.en === '' ? '' : ` (${of.en})`}, ${most} at most`,
      );
    },
  }),
  async fill(ctx, given, asked) {
    const [lists, cards, engine, heroes] = await Promise.all([
      readLists(
        ctx,
        given.ports,
        asked.flatMap(({ values }) => queryOf(values) ?? []),
      ),
      readCards(
        ctx,
        given.ports,
        asked.flatMap(({ values }) => values.products ?? []),
      ),
      recommended(
        ctx,
        given,
        asked.map(({ values }) => values.source),
      ),
      asked.some(({ values }) => values.source === 'heroes') ? readHeroes(ctx, given) : [],
    ]);
    return new Map(
      asked.map(({ key, values }) => {
        const query = queryOf(values);
        const items =
          query !== null
            ? (values.source === 'sold'
                ? lists(query).items.filter(({ sold, soldOut }) => sold > 0 && !soldOut)
                : lists(query).items
              ).map(unexplained)
            : values.source === 'heroes'
              ? heroes.map(unexplained)
              : values.source === 'picked'
                ? (values.products ?? []).flatMap((id) => cards.get(id) ?? []).map(unexplained)
                : engine(values.source);
        const shown = items.slice(0, values.most);
        const { title, shape, source } = values;
        return [
          key,
          shown.length >= values.least
            ? { content: { kind: 'products' as const, title: title ?? '', shape, source, items: shown } }
            : {
                absent: words(
                  `只有 ${shown.length} 件，不够显示`,
                  `Only ${shown.length} of its goods can be bought now`,
                ),
              },
        ];
      }),
    );
  },
});

/** What costs more by now than a hero may is none. */
async function readHeroes(ctx: Ctx, { ports }: Given): Promise<readonly Card[]> {
  const { ids, priceTo } = await ports.heroes(ctx);
  const cards = await readCards(ctx, ports, ids);
  return ids.flatMap((id) => cards.get(id) ?? []).filter(({ price }) => price <= priceTo);
}

const isEngine = (source: Values['source']): source is (typeof ENGINE)[number] => ENGINE.some((one) => one === source);
const unexplained = (card: Card) => ({ ...card, reason: null });

function queryOf({ source, category, tag, most }: Values): CardQuery | null {
  switch (source) {
    case 'category':
      return category === null ? null : { categoryId: category, inStock: true, limit: most };
    case 'tag':
      return tag === null ? null : { tag, inStock: true, limit: most };
    case 'sold':
      return { sort: 'sold', limit: most };
    case 'new':
      return { sort: 'new', inStock: true, limit: most };
    case 'promoted':
      return { promoted: true, inStock: true, limit: most };
    default:
      return null;
  }
}

/** Each slot of the engine once, however many blocks show it. */
export async function recommended(
  ctx: Ctx,
  { ports, her, place, looks }: Given,
  sources: readonly Values['source'][],
): Promise<(source: Values['source']) => (Card & Pick<Recommended, 'reason'>)[]> {
  const slots = [...new Set(sources)].filter(isEngine);
  const from = place.product === null ? [] : [place.product];
  const found = new Map<string, readonly Recommended[]>(
    await Promise.all(
      slots.map(async (slot) =>
        slot === 'together' && from.length === 0
          ? ([slot, []] as const)
          : ([
              slot,
              await ports.recommended(ctx, her, { slot, from: slot === 'together' ? from : [], looks }),
            ] as const),
      ),
    ),
  );
  return (source) => (found.get(source) ?? []).map(({ why: _, ...card }) => card);
}
