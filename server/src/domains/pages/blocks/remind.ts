import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { BlockContents } from '@huoshui/contracts/page-blocks';
import { words } from '@huoshui/contracts/words';
import { remindOf } from '@huoshui/contracts/words/themes';
import { dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { blockKind, type Filling, type Given } from '../block-kind.ts';
import { optionsOf, titleField } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  titleField,
  { key: 'of', label: words('提醒什么', 'Of what'), kind: 'choice', options: optionsOf(remindOf), initial: 'theme' },
  {
    key: 'activity',
    label: words('活动', 'Activity'),
    kind: 'picker',
    of: 'activity',
    optional: true,
    when: { field: 'of', is: ['flash_sale', 'activity'] },
    hint: words('不选就是最近要开始的那一个', 'None: the one that begins next'),
  },
] as const satisfies readonly Field[];

type Values = ValuesOf<typeof fields>;
type Content = BlockContents['remind'];

export const remind = blockKind({
  kind: 'remind',
  hint: words(
    '还没开始的事：她点一下，开始前告诉她一次；开始以后这一块自己消失',
    'What is still to begin: she taps, and is told once before; gone once it has begun',
  ),
  group: 'offers',
  on: EVERYWHERE,
  form: form({
    published: true,
    fields,
    sentence: ({ of, activity }, names) => {
      const one = activity === null ? null : names('activity', activity);
      return one === null ? remindOf[of] : words(`「${one.zh}」开始前提醒`, `Before “${one.en}” begins`);
    },
  }),
  async fill(ctx, given, asked) {
    const [themes, beginnings] = await Promise.all([
      asked.some(({ values }) => values.of === 'theme') ? nextTheme(ctx, given) : null,
      asked.some(({ values }) => values.of !== 'theme') ? given.ports.beginnings(ctx, given.her) : [],
    ]);
    return new Map(
      asked.map(({ key, values }): [string, Filling<Content>] => {
        const found = values.of === 'theme' ? themes : beginning(beginnings, values);
        const { title } = values;
        return [key, found === null ? { absent: NONE } : { content: { kind: 'remind', title: title ?? '', ...found } }];
      }),
    );
  },
});

const NONE = words('没有还没开始的', 'Nothing of the kind is still to begin');

async function nextTheme(ctx: Ctx, { ports, her }: Given): Promise<Omit<Content, 'kind' | 'title'> | null> {
  const today = shanghaiDay(ctx.now());
  const themes = await ports.themes(ctx, { from: today });
  const next = themes.find((one) => one !== null && one.shown.day > today) ?? null;
  if (next === null) return null;
  const { day, id, name } = next.shown;
  const awaited = await ports.themesAwaited(ctx, her, [day]);
  const at = dayStart(day).toISOString();
  return { of: 'theme', id: day, activityId: null, name, at, reminded: awaited.has(`${day} ${id}`) };
}

type Beginnings = Awaited<ReturnType<Given['ports']['beginnings']>>;

function beginning(beginnings: Beginnings, { of, activity }: Values): Omit<Content, 'kind' | 'title'> | null {
  const found = beginnings.find((one) => one.of === of && (activity === null || one.activityId === activity));
  return found === undefined ? null : { ...found, at: found.at.toISOString() };
}
