import type { Field } from '@huoshui/contracts/form';
import type { BlockContents } from '@huoshui/contracts/page-blocks';
import { words } from '@huoshui/contracts/words';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { blockKind, type Filling } from '../block-kind.ts';
import { readCards } from '../goods.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  {
    key: 'tomorrow',
    label: words('预告明天', 'Announce tomorrow'),
    kind: 'switch',
    initial: true,
    hint: words('下面一行写明天的主题，可以点「提醒我」', 'Below it tomorrow’s theme, with “remind me”'),
  },
] as const satisfies readonly Field[];

export const theme = blockKind({
  kind: 'theme',
  hint: words(
    '主题日历里今天的主题、它的商品，和明天的预告；零点自己换',
    'Today’s theme of the calendar with its goods, and tomorrow’s; it changes at midnight by itself',
  ),
  group: 'offers',
  on: EVERYWHERE,
  form: form({
    fields,
    sentence: ({ tomorrow }) =>
      tomorrow ? words('今天的主题，预告明天', 'Today’s theme, and tomorrow’s') : words('今天的主题', 'Today’s theme'),
  }),
  async fill(ctx, { ports, her }, asked) {
    const day = shanghaiDay(ctx.now());
    const [today = null, next = null] = await ports.themes(ctx, { from: day });
    const [cards, awaited] = await Promise.all([
      readCards(ctx, ports, today?.products ?? []),
      ports.themesAwaited(ctx, her, next === null ? [] : [next.shown.day]),
    ]);
    const items = (today?.products ?? []).flatMap((id) => cards.get(id) ?? []);
    const until = dayStart(addDays(day, 1)).toISOString();
    return new Map(
      asked.map(({ key, values }): [string, Filling<BlockContents['theme']>] => {
        const tomorrow = values.tomorrow && next !== null ? next : null;
        if (today === null && tomorrow === null) return [key, { absent: NONE }];
        return [
          key,
          {
            content: {
              ...{ kind: 'theme', until },
              today: today && { ...today.shown, items },
              tomorrow: tomorrow && {
                ...tomorrow.shown,
                reminded: awaited.has(`${tomorrow.shown.day} ${tomorrow.shown.id}`),
              },
            },
          },
        ];
      }),
    );
  },
});

const NONE = words('今天和明天都没有主题', 'Neither today nor tomorrow has a theme');
