import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { bannerRatio } from '@huoshui/contracts/words/pages';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { linkFields, linkOf, optionsOf } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  { key: 'ratio', label: words('形状', 'Shape'), kind: 'choice', options: optionsOf(bannerRatio), initial: 'wide' },
  {
    key: 'pictures',
    label: words('图片', 'Pictures'),
    kind: 'list',
    min: 1,
    max: 8,
    add: words('加一张', 'Add a picture'),
    row: words('张', 'Picture'),
    of: [
      { key: 'picture', label: words('图片', 'Picture'), kind: 'text', max: 200, upload: 'picture' },
      {
        key: 'title',
        label: words('图上说什么', 'What it says'),
        kind: 'text',
        max: 24,
        hint: words('看不见图的人听到的就是它', 'What those hear who do not see it'),
      },
      ...linkFields,
    ],
  },
] as const satisfies readonly Field[];

export const banner = blockKind({
  kind: 'banner',
  hint: words(
    '一到八张大图，自动轮播，每张去不同的地方',
    'One to eight large pictures that take turns, each with its own way',
  ),
  group: 'look',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ pictures }) => words(`${pictures.length} 张图`, `${pictures.length} pictures`),
  }),
  fill: async (_ctx, _given, asked) =>
    new Map(
      asked.map(({ key, values: { ratio, pictures } }) => [
        key,
        {
          content: {
            kind: 'banner' as const,
            ratio,
            pictures: pictures.map((one) => ({ picture: one.picture, title: one.title, link: linkOf(one) })),
          },
        },
      ]),
    ),
});
