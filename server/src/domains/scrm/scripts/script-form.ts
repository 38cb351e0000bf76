import type { ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { form } from '../../../platform/form/form.ts';
import { unknownIn, VARIABLES_HINT } from './variables.ts';

const fields = [
  { key: 'title', label: words('标题', 'Title'), kind: 'text', max: 30 },
  {
    key: 'folder',
    label: words('文件夹', 'Folder'),
    hint: words(
      '按人群或场景分，例如：宝妈、上班族、售后',
      'By persona or occasion: mothers, office workers, after sales',
    ),
    kind: 'text',
    max: 30,
  },
  {
    key: 'stages',
    label: words('适合哪些阶段', 'For which stages'),
    hint: words(
      '在这些阶段的顾客旁边排在前面；不选就都合适',
      'Stands first beside customers in them; none chosen: for all',
    ),
    kind: 'choices',
    options: valuesOf(stage).map((value) => ({ value, label: stage[value] })),
    optional: true,
  },
  {
    key: 'text',
    label: words('内容', 'What is said'),
    hint: VARIABLES_HINT,
    kind: 'text',
    max: 600,
    lines: 5,
  },
  {
    key: 'product',
    label: words('附上商品卡片', 'With a product'),
    kind: 'picker',
    of: 'product',
    optional: true,
  },
] as const;

export type ScriptValues = ValuesOf<typeof fields>;

export const scriptForm = form({
  fields,
  problem: ({ text }) => {
    const unknown = unknownIn(text);
    return unknown === null
      ? null
      : { at: 'text', words: words(`没有「${unknown}」这个变量`, `There is no variable “${unknown}”`) };
  },
  sentence: ({ title, stages, product }, names) => {
    const whom =
      stages === null || stages.length === 0
        ? words('所有顾客', 'everybody')
        : joinWords(
            stages.map((one) => stage[one]),
            words('、', ', '),
          );
    const name = product === null ? null : names('product', product);
    return words(
      `「${title}」，给${whom.zh}${name ? `，附「${name.zh}」` : ''}`,
      `“${title}”, for ${whom.en}${name ? `, with “${name.en}”` : ''}`,
    );
  },
});
