import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { shanghaiInstant } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { linkFields, linkOf } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  { key: 'title', label: words('倒数什么', 'What is coming'), kind: 'text', max: 16 },
  { key: 'day', label: words('哪一天', 'On which day'), kind: 'day' },
  {
    key: 'minute',
    label: words('几点', 'At what time'),
    kind: 'minute_of_day',
    min: 0,
    max: 1439,
    initial: 0,
    hint: words('北京时间；到点就不再显示', 'Beijing time; then it is gone'),
  },
  ...linkFields,
] as const satisfies readonly Field[];

export const countdown = blockKind({
  kind: 'countdown',
  hint: words('倒数到一个时刻，到点自己消失', 'Counts down to a moment, then is gone by itself'),
  group: 'look',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ title, day }) => words(`「${title}」倒数到 ${day}`, `“${title}” until ${day}`),
  }),
  fill: async (ctx, _given, asked) =>
    new Map(
      asked.map(({ key, values }) => {
        const to = shanghaiInstant(values.day, values.minute * 60_000);
        return [
          key,
          to > ctx.now()
            ? {
                content: {
                  kind: 'countdown' as const,
                  title: values.title,
                  to: to.toISOString(),
                  link: linkOf(values),
                },
              }
            : { absent: words('时间已经过了', 'Its moment is over') },
        ];
      }),
    ),
});
