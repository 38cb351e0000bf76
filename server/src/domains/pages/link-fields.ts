import type { Field } from '@huoshui/contracts/form';
import { valuesOf, type Words, words } from '@huoshui/contracts/words';
import { linkTarget } from '@huoshui/contracts/words/pages';

export const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

/** Where a tap leads: spread into the fields of whatever is tapped. */
export const linkFields = [
  {
    key: 'target',
    label: words('点了去哪里', 'A tap opens'),
    kind: 'choice',
    options: optionsOf(linkTarget),
    initial: 'none',
  },
  {
    key: 'product',
    label: words('商品', 'Product'),
    kind: 'picker',
    of: 'product',
    when: { field: 'target', is: ['product'] },
  },
  {
    key: 'category',
    label: words('分类', 'Category'),
    kind: 'picker',
    of: 'category',
    when: { field: 'target', is: ['category'] },
  },
  {
    key: 'page',
    label: words('自由页', 'Free page'),
    kind: 'picker',
    of: 'page',
    when: { field: 'target', is: ['page'] },
  },
  {
    key: 'activity',
    label: words('活动', 'Activity'),
    kind: 'picker',
    of: 'activity',
    when: { field: 'target', is: ['activity'] },
  },
  {
    key: 'article',
    label: words('文章或食谱', 'Article or recipe'),
    kind: 'picker',
    of: 'article',
    when: { field: 'target', is: ['article'] },
  },
  {
    key: 'quiz',
    label: words('趣味测试', 'Quiz'),
    kind: 'picker',
    of: 'quiz',
    when: { field: 'target', is: ['quiz'] },
  },
  {
    key: 'store',
    label: words('门店', 'Store'),
    kind: 'picker',
    of: 'store',
    when: { field: 'target', is: ['store'] },
  },
] as const satisfies readonly Field[];

type Picked = Readonly<
  Record<'product' | 'category' | 'page' | 'activity' | 'article' | 'quiz' | 'store', string | null>
> & {
  readonly target: keyof typeof linkTarget;
};

export function linkOf({ target, product, category, page, activity, article, quiz, store }: Picked) {
  return { target, id: product ?? category ?? page ?? activity ?? article ?? quiz ?? store };
}

/** The words above a block; empty: none. */
export const titleField = {
  key: 'title',
  label: words('标题', 'Title'),
  kind: 'text',
  max: 16,
  optional: true,
} as const satisfies Field;
