import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { BlockContents } from '@huoshui/contracts/page-blocks';
import { words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { blockKind, type Filling, type Given } from '../block-kind.ts';
import { titleField } from '../link-fields.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  titleField,
  {
    key: 'activity',
    label: words('活动', 'Activity'),
    kind: 'picker',
    of: 'activity',
    optional: true,
    hint: words('不选就是现在开着的那一场', 'None: the one that is on'),
  },
  {
    key: 'most',
    label: words('最多', 'At most'),
    kind: 'count',
    unit: words('件', 'products'),
    min: 1,
    max: 20,
    initial: 6,
  },
] as const satisfies readonly Field[];

type Values = ValuesOf<typeof fields>;
type Play = 'flash_sale' | 'group_buy';

const formOf = (play: Play) =>
  form({
    published: true,
    fields,
    sentence: ({ activity }, names) =>
      activity === null
        ? words(`现在开着的${activityPlay[play].zh}`, `The ${activityPlay[play].en.toLowerCase()} that is on`)
        : words(`「${names('activity', activity)?.zh ?? ''}」`, `“${names('activity', activity)?.en ?? ''}”`),
  });

/** What is on of a play, for her; one question for all kinds and blocks. */
async function goodsOf(ctx: Ctx, { ports, her }: Given, play: Play, asked: readonly Values[]) {
  const open = asked.length === 0 ? [] : (await ports.activities(ctx, her)).filter((one) => one.play === play);
  return ({ title, activity: id, most }: Values) => {
    const found = id === null ? open[0] : open.find((one) => one.id === id);
    if (found === undefined || found.goods.length === 0) return null;
    const { goods, ...activity } = found;
    return { title: title ?? '', activity, goods: goods.slice(0, most) };
  };
}

const NONE = words('现在没有给她的这种活动', 'None of these is on for her now');

export const flashSale = blockKind({
  kind: 'flash_sale',
  hint: words(
    '这一场的商品和倒计时，没有场次时不出现',
    'Goods and countdown of the session; gone when none is to come',
  ),
  group: 'offers',
  on: EVERYWHERE,
  form: formOf('flash_sale'),
  async fill(ctx, given, asked) {
    const find = await goodsOf(ctx, given, 'flash_sale', valuesOf(asked));
    return new Map(
      asked.map(({ key, values }): [string, Filling<BlockContents['flash_sale']>] => {
        const found = find(values);
        return [key, found === null ? { absent: NONE } : { content: { kind: 'flash_sale', ...found } }];
      }),
    );
  },
});

export const groupBuy = blockKind({
  kind: 'group_buy',
  hint: words('拼团价和单买价放在一起', 'What goods cost in a team beside what they cost alone'),
  group: 'offers',
  on: EVERYWHERE,
  form: formOf('group_buy'),
  async fill(ctx, given, asked) {
    const find = await goodsOf(ctx, given, 'group_buy', valuesOf(asked));
    return new Map(
      asked.map(({ key, values }): [string, Filling<BlockContents['group_buy']>] => {
        const found = find(values);
        return [key, found === null ? { absent: NONE } : { content: { kind: 'group_buy', ...found } }];
      }),
    );
  },
});

const valuesOf = (asked: readonly { readonly values: Values }[]): Values[] => asked.map(({ values }) => values);
