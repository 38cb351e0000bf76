import type { Field } from '@huoshui/contracts/form';
import type { BlockContents } from '@huoshui/contracts/page-blocks';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind, type Filling } from '../block-kind.ts';
import { titleField } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';
import type { ArticleCard } from '../ports.ts';

const fields = [
  titleField,
  { key: 'recipe', label: words('食谱', 'Recipe'), kind: 'picker', of: 'recipe' },
] as const satisfies readonly Field[];

export const recipe = blockKind({
  kind: 'recipe',
  hint: words('一道菜的大卡片：封面、要多久、用什么', 'One dish on a large card: its cover, how long, what of'),
  group: 'look',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ recipe }, names) =>
      words(`「${names('recipe', recipe)?.zh ?? ''}」`, `“${names('recipe', recipe)?.en ?? ''}”`),
  }),
  async fill(ctx, { ports }, asked) {
    const ids = [...new Set(asked.map(({ values }) => values.recipe))].sort();
    const found = new Map((await ports.articles(ctx, { ids })).map((one) => [one.id, one]));
    return new Map(asked.map(({ key, values }) => [key, filled(values.title, found.get(values.recipe))]));
  },
});

function filled(title: string | null, one: ArticleCard | undefined): Filling<BlockContents['recipe']> {
  if (one === undefined) return { absent: words('它现在没有发布', 'It is not published now') };
  if (one.recipe === null) return { absent: words('它不是食谱', 'It is no recipe') };
  const { recipe, kind: _, ...card } = one;
  return { content: { ...{ kind: 'recipe' as const, heading: title ?? '' }, ...card, ...recipe } };
}
