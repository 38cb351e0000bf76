import type { Field } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { articleChoice } from '@huoshui/contracts/words/pages';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { optionsOf, titleField } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';
import type { ArticleQuery } from '../ports.ts';

const fields = [
  titleField,
  {
    key: 'source',
    label: words('放哪些内容', 'Which ones'),
    kind: 'choice',
    options: optionsOf(articleChoice),
    initial: 'newest',
  },
  {
    key: 'articles',
    label: words('文章和食谱', 'Articles and recipes'),
    kind: 'picker',
    of: 'article',
    many: 10,
    when: { field: 'source', is: ['picked'] },
  },
  {
    key: 'most',
    label: words('最多', 'At most'),
    kind: 'count',
    unit: words('篇', 'articles'),
    min: 1,
    max: 10,
    initial: 4,
  },
] as const satisfies readonly Field[];

const NONE: Words = words('没有已发布的内容', 'None of them is published');

export const articles = blockKind({
  kind: 'articles',
  hint: words(
    '自己选，或者总是最新的几篇；没有就不显示',
    'Chosen, or always the newest; not there while there are none',
  ),
  group: 'look',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ source, articles, most }) => {
      const { zh, en } = articleChoice[source];
      return source === 'picked'
        ? words(
            `${zh} ${articles?.length ?? 0} 篇，最多 ${most} 篇`,
            `${en}: ${articles?.length ?? 0}, ${most} at most`,
          )
        : words(`${zh}，最多 ${most} 篇`, `${en}, ${most} at most`);
    },
  }),
  async fill(ctx, { ports }, asked) {
    const queries = asked.map(({ key, values: { source, articles, most } }) => {
      const query: ArticleQuery =
        source === 'picked' ? { ids: articles ?? [] } : { newest: most, kind: source === 'recipes' ? 'recipe' : null };
      return { key, query };
    });
    const found = new Map(
      await Promise.all(queries.map(async ({ key, query }) => [key, await ports.articles(ctx, query)] as const)),
    );
    return new Map(
      asked.map(({ key, values: { title, most } }) => {
        const items = (found.get(key) ?? []).slice(0, most).map(({ recipe: _, ...one }) => one);
        return [
          key,
          items.length > 0 ? { content: { kind: 'articles' as const, title: title ?? '', items } } : { absent: NONE },
        ];
      }),
    );
  },
});
