import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { textStyle } from '@huoshui/contracts/words/pages';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { optionsOf } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  {
    key: 'parts',
    label: words('段落', 'Paragraphs'),
    kind: 'list',
    min: 1,
    max: 20,
    add: words('加一段', 'Add a paragraph'),
    row: words('段', 'Paragraph'),
    of: [
      { key: 'style', label: words('样式', 'Style'), kind: 'choice', options: optionsOf(textStyle), initial: 'text' },
      { key: 'text', label: words('文字', 'Words'), kind: 'text', max: 600, lines: 3 },
    ],
  },
] as const satisfies readonly Field[];

export const richText = blockKind({
  kind: 'rich_text',
  hint: words('标题、正文和小字', 'Headings, text and small print'),
  group: 'look',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ parts }) => words(parts[0]?.text.slice(0, 16) ?? '', parts[0]?.text.slice(0, 24) ?? ''),
  }),
  fill: async (_ctx, _given, asked) =>
    new Map(
      asked.map(({ key, values }) => [key, { content: { kind: 'rich_text' as const, parts: [...values.parts] } }]),
    ),
});
