import type { Field, Problem, ValuesOf } from '@huoshui/contracts/form';
import { valuesOf, type Words, words } from '@huoshui/contracts/words';
import { articleKind, articlePart } from '@huoshui/contracts/words/content';
import { form } from '../../platform/form/form.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

const ofRecipes = { field: 'kind', is: ['recipe'] } as const;

const fields = [
  {
    key: 'kind',
    label: words('写什么', 'What it is'),
    kind: 'choice',
    options: optionsOf(articleKind),
    initial: 'article',
  },
  { key: 'title', label: words('标题', 'Title'), kind: 'text', max: 40 },
  {
    key: 'summary',
    label: words('一句话介绍', 'In one sentence'),
    kind: 'text',
    max: 80,
    lines: 2,
    optional: true,
    hint: words('列表里标题下面的话', 'Below the title wherever it is listed'),
  },
  {
    key: 'cover',
    label: words('封面', 'Cover'),
    kind: 'text',
    max: 200,
    upload: 'picture',
    optional: true,
    hint: words(
      '发布前要有；转发给好友时也是这张图',
      'Needed before it is published; friends who are sent it see it too',
    ),
  },
  {
    key: 'topics',
    label: words('话题', 'Topics'),
    kind: 'texts',
    max: 3,
    each: 8,
    optional: true,
    hint: words(
      '例如：快手菜、保存方法；文章列表按它分',
      'E.g. quick dishes, keeping fresh: the list of all is sorted by them',
    ),
  },
  {
    key: 'minutes',
    label: words('做好要多久', 'Takes'),
    kind: 'count',
    unit: words('分钟', 'minutes'),
    min: 1,
    max: 1_440,
    optional: true,
    when: ofRecipes,
  },
  {
    key: 'servings',
    label: words('几人份', 'Serves'),
    kind: 'count',
    unit: words('人', 'people'),
    min: 1,
    max: 50,
    optional: true,
    when: ofRecipes,
  },
  {
    key: 'ingredients',
    label: words('食材', 'Ingredients'),
    kind: 'list',
    min: 0,
    max: 40,
    add: words('加一样食材', 'Add an ingredient'),
    row: words('样', 'Ingredient'),
    hint: words(
      '选了店里的商品，她可以一键全部加入购物车；缺货的会标明，不会加进去',
      'Those that the shop sells go into her cart all at once; what is out of stock says so and stays out',
    ),
    when: ofRecipes,
    of: [
      { key: 'name', label: words('食材', 'Ingredient'), kind: 'text', max: 20 },
      { key: 'amount', label: words('用量', 'Amount'), kind: 'text', max: 20, optional: true },
      {
        key: 'product',
        label: words('店里的商品', 'Product of the shop'),
        kind: 'picker',
        of: 'product',
        optional: true,
      },
    ],
  },
  {
    key: 'steps',
    label: words('步骤', 'Steps'),
    kind: 'list',
    min: 0,
    max: 30,
    add: words('加一步', 'Add a step'),
    row: words('步', 'Step'),
    when: ofRecipes,
    of: [
      { key: 'text', label: words('怎么做', 'What to do'), kind: 'text', max: 400, lines: 3 },
      { key: 'picture', label: words('图片', 'Picture'), kind: 'text', max: 200, upload: 'picture', optional: true },
    ],
  },
  {
    key: 'body',
    label: words('正文', 'Body'),
    kind: 'list',
    min: 0,
    max: 60,
    add: words('加一段', 'Add a part'),
    row: words('段', 'Part'),
    hint: words(
      '段落、小标题、图片和商品，从上到下就是她读的顺序',
      'Paragraphs, headings, pictures and products, in the order in which she reads',
    ),
    of: [
      {
        key: 'kind',
        label: words('这一段是', 'This part is'),
        kind: 'choice',
        options: optionsOf(articlePart),
        initial: 'text',
      },
      {
        key: 'text',
        label: words('文字', 'Words'),
        kind: 'text',
        max: 1_000,
        lines: 4,
        when: { field: 'kind', is: ['text'] },
      },
      {
        key: 'heading',
        label: words('小标题', 'Heading'),
        kind: 'text',
        max: 40,
        when: { field: 'kind', is: ['heading'] },
      },
      {
        key: 'picture',
        label: words('图片', 'Picture'),
        kind: 'text',
        max: 200,
        upload: 'picture',
        when: { field: 'kind', is: ['picture'] },
      },
      {
        key: 'caption',
        label: words('图片说明', 'Caption'),
        kind: 'text',
        max: 60,
        optional: true,
        when: { field: 'kind', is: ['picture'] },
      },
      {
        key: 'products',
        label: words('商品', 'Products'),
        kind: 'picker',
        of: 'product',
        many: 6,
        when: { field: 'kind', is: ['products'] },
      },
    ],
  },
] as const satisfies readonly Field[];

export type ArticleValues = ValuesOf<typeof fields>;

/** A draft may be unfinished in everything but its title; `missing` says what publishing asks for. */
export const articleForm = form({
  published: true,
  fields,
  sentence: ({ kind, title, ingredients, steps, body }) => {
    const { zh, en } = articleKind[kind];
    return kind === 'recipe'
      ? words(
          `${zh}「${title}」：${ingredients?.length ?? 0} 样食材，${steps?.length ?? 0} 步`,
          `${en} “${title}”: ${ingredients?.length ?? 0} ingredients, ${steps?.length ?? 0} steps`,
        )
      : words(`${zh}「${title}」：${body.length} 段`, `${en} “${title}”: ${body.length} parts`);
  },
});

/** What is missing before anybody may read it, each at its field. */
export function missing({ kind, cover, body, ingredients, steps }: ArticleValues): readonly Problem[] {
  const lacks = (at: string, so: boolean, words: Words) => (so ? [{ at, words }] : []);
  return [
    ...lacks('cover', cover === null, words('发布前要有封面', 'It needs a cover before it is published')),
    ...(kind === 'article'
      ? lacks('body', body.length === 0, words('正文还是空的', 'It has no body yet'))
      : [
          ...lacks('ingredients', (ingredients ?? []).length === 0, words('还没有食材', 'It has no ingredients yet')),
          ...lacks('steps', (steps ?? []).length === 0, words('还没有步骤', 'It has no steps yet')),
        ]),
  ];
}

/** Every product that it speaks of. */
export function productsOf({ body, ingredients }: ArticleValues): readonly string[] {
  const all = [
    ...body.flatMap(({ products }) => products ?? []),
    ...(ingredients ?? []).flatMap(({ product }) => product ?? []),
  ];
  return [...new Set(all)].sort();
}
