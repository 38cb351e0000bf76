import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { linkFields, linkOf } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  { key: 'columns', label: words('一行几个', 'In a row'), kind: 'count', min: 1, max: 5, initial: 4 },
  {
    key: 'pictures',
    label: words('图片', 'Pictures'),
    kind: 'list',
    min: 1,
    max: 20,
    add: words('加一个', 'Add a picture'),
    row: words('个', 'Picture'),
    of: [
      { key: 'picture', label: words('图片', 'Picture'), kind: 'text', max: 200, upload: 'picture' },
      { key: 'title', label: words('图下的字', 'Words below'), kind: 'text', max: 12 },
      ...linkFields,
    ],
  },
] as const satisfies readonly Field[];

export const imageGrid = blockKind({
  kind: 'image_grid',
  hint: words('几张小图排成行，当导航用', 'Small pictures in rows, each a way to somewhere'),
  group: 'look',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ columns, pictures }) =>
      words(`${pictures.length} 个入口，一行 ${columns} 个`, `${pictures.length} ways, ${columns} in a row`),
  }),
  fill: async (_ctx, _given, asked) =>
    new Map(
      asked.map(({ key, values: { columns, pictures } }) => [
        key,
        {
          content: {
            kind: 'image_grid' as const,
            columns,
            pictures: pictures.map((one) => ({ picture: one.picture, title: one.title, link: linkOf(one) })),
          },
        },
      ]),
    ),
});
