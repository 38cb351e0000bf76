import type { ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { welcomeCouponFor } from '@huoshui/contracts/words/scrm';
import { weekday } from '@huoshui/contracts/words/stores';
import { form } from '../../../platform/form/form.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名，例如：徐汇店 货架', 'For yourselves, each its own, e.g. shelf in Xuhui'),
  },
  {
    key: 'staff',
    label: words('导购', 'Staff'),
    kind: 'list',
    of: [
      { key: 'who', label: words('谁', 'Who'), kind: 'picker', of: 'wecom_staff' },
      { key: 'weight', label: words('分配权重', 'Weight'), kind: 'count', min: 1, max: 100, initial: 1 },
      {
        key: 'perDay',
        label: words('每天最多加', 'At most a day'),
        kind: 'count',
        unit: words('人', 'people'),
        min: 1,
        max: 1000,
        optional: true,
      },
    ],
    min: 1,
    max: 50,
    add: words('再加一位导购', 'Another'),
    row: words('位', 'No.'),
  },
  {
    key: 'days',
    label: words('哪几天接待', 'On these days'),
    kind: 'choices',
    options: optionsOf(weekday),
    optional: true,
    hint: words('不选就是每天', 'None chosen: every day'),
  },
  { key: 'from', label: words('从几点', 'From'), kind: 'minute_of_day', min: 0, max: 1439, optional: true },
  { key: 'until', label: words('到几点', 'Until'), kind: 'minute_of_day', min: 0, max: 1439, optional: true },
  {
    key: 'perDay',
    label: words('整个活码每天最多加', 'All of them, at most a day'),
    kind: 'count',
    unit: words('人', 'people'),
    min: 1,
    max: 100_000,
    optional: true,
  },
  {
    key: 'inAll',
    label: words('总共最多加', 'In all'),
    kind: 'count',
    unit: words('人', 'people'),
    min: 1,
    max: 1_000_000,
    optional: true,
  },
  {
    key: 'fallback',
    label: words('兜底导购', 'When none of them can'),
    kind: 'picker',
    of: 'wecom_staff',
    many: 10,
    optional: true,
    hint: words(
      '不在接待时间、加满了，就轮流由他们接待；不填则告诉顾客晚点再来',
      'Outside of the hours, or when full; empty: she is told to come again',
    ),
  },
  {
    key: 'welcome',
    label: words('欢迎语', 'Welcome'),
    kind: 'text',
    max: 500,
    lines: 4,
    hint: words('加上好友后 20 秒内自动发出', 'Sent within twenty seconds after she was added'),
  },
  {
    key: 'welcomeBought',
    label: words('对买过的顾客改说', 'To who has bought already'),
    kind: 'text',
    max: 500,
    lines: 4,
    optional: true,
  },
  {
    key: 'coupon',
    label: words('同时送券', 'With a coupon'),
    kind: 'picker',
    of: 'coupon',
    optional: true,
    hint: words('直接放进她的卡包，欢迎语带小程序卡片', 'Straight into her wallet, with a card of the mini program'),
  },
  {
    key: 'couponFor',
    label: words('送给谁', 'To whom'),
    kind: 'choice',
    options: optionsOf(welcomeCouponFor),
    initial: 'everyone',
  },
  {
    key: 'remark',
    label: words('自动备注', 'Remark'),
    kind: 'text',
    max: 10,
    optional: true,
    hint: words('接在昵称后面，例如：小林-货架', 'Behind her name, e.g. Lin-shelf'),
  },
  {
    key: 'tags',
    label: words('自动打企业标签', 'Corp tags'),
    kind: 'texts',
    max: 10,
    each: 15,
    optional: true,
    hint: words('标签组「活水活码」，没有的会自动建', 'In a group of the shop’s own, made where missing'),
  },
] as const;

export type WayValues = ValuesOf<typeof fields>;

export const wayForm = form({
  published: true,
  fields,
  problem: ({ staff, from, until }) => {
    const twice = staff.findIndex(({ who }, at) => staff.findIndex((one) => one.who === who) !== at);
    if (twice >= 0) return { at: `staff.${twice}.who`, words: words('这位已经在列', 'Named already') };
    if ((from === null) !== (until === null))
      return { at: from === null ? 'from' : 'until', words: words('开始和结束要一起填', 'Both or neither') };
    return from !== null && from === until
      ? { at: 'until', words: words('和开始是同一时刻', 'The same moment') }
      : null;
  },
  sentence: ({ staff, coupon, couponFor, inAll }, names) => {
    const who = joinWords(
      staff.map(({ who, weight }) => {
        const name = names('wecom_staff', who) ?? words(who, who);
        return staff.length === 1 ? name : words(`${name.zh}×${weight}`, `${name.en}×${weight}`);
      }),
      words('、', ', '),
    );
    const named = coupon === null ? null : names('coupon', coupon);
    return joinWords(
      [
        words(`由 ${who.zh} 接待`, `received by ${who.en}`),
        ...(named === null
          ? []
          : [
              words(
                `欢迎语送「${named.zh}」（${welcomeCouponFor[couponFor].zh}）`,
                `welcomed with “${named.en}” (${welcomeCouponFor[couponFor].en.toLowerCase()})`,
              ),
            ]),
        ...(inAll === null ? [] : [words(`总共 ${inAll} 人`, `${inAll} in all`)]),
      ],
      words('，', ', '),
    );
  },
});

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Whether somebody is received at this moment; a night may span midnight and belongs to the day on which it began. */
export function isOpen({ days, from, until }: Pick<WayValues, 'days' | 'from' | 'until'>, now: Date): boolean {
  const local = new Date(now.getTime() + 8 * 3_600_000);
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  const on = (back: number) => {
    const day = DAYS[(local.getUTCDay() + 7 - back) % 7];
    return days === null || days.length === 0 || (day !== undefined && days.includes(day));
  };
  if (from === null || until === null) return on(0);
  if (from < until) return minute >= from && minute < until && on(0);
  return (minute >= from && on(0)) || (minute < until && on(1));
}
