import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { birthdayWindow, memberDayFor, memberDayKind } from '@huoshui/contracts/words/loyalty';
import { form, type Names } from '../../../platform/form/form.ts';
import { scopes } from '../../pricing/index.ts';
import type { MemberDay } from './member-day.ts';
import { dayOfMonthWords, nthWords, type Schedule, scheduleWords, weekdayWords } from './schedule.ts';

const numbered = (numbers: readonly number[], say: (n: number) => Words) =>
  numbers.map((n) => ({ value: String(n), label: say(n) }));
const weekdays = numbered([1, 2, 3, 4, 5, 6, 7], weekdayWords);
const daysOfMonth = numbered([...Array.from({ length: 28 }, (_, n) => n + 1), 0], dayOfMonthWords);

export const memberDayForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 10,
      hint: words('会员会看到，例如：周三会员日', 'Members see it, e.g. Member Wednesday'),
    },
    {
      key: 'every',
      label: words('什么时候', 'When'),
      kind: 'choice',
      options: valuesOf(memberDayKind).map((value) => ({ value, label: memberDayKind[value] })),
      initial: 'weekly',
    },
    {
      key: 'weekdays',
      label: words('周几', 'Weekdays'),
      kind: 'choices',
      options: weekdays,
      min: 1,
      initial: ['3'],
      when: { field: 'every', is: ['weekly'] },
    },
    {
      key: 'days',
      label: words('几号', 'Days'),
      kind: 'choices',
      options: daysOfMonth,
      min: 1,
      initial: ['8'],
      hint: words('29 至 31 号不是每月都有，请选最后一天', 'Not every month has a 29th: choose the last day'),
      when: { field: 'every', is: ['monthly'] },
    },
    {
      key: 'nth',
      label: words('第几个', 'Which'),
      kind: 'choice',
      options: numbered([1, 2, 3, 4, 5], nthWords),
      initial: '5',
      when: { field: 'every', is: ['nth'] },
    },
    {
      key: 'weekday',
      label: words('周几', 'Weekday'),
      kind: 'choice',
      options: weekdays,
      initial: '5',
      when: { field: 'every', is: ['nth'] },
    },
    {
      key: 'window',
      label: words('多长', 'How long'),
      kind: 'choice',
      options: valuesOf(birthdayWindow).map((value) => ({ value, label: birthdayWindow[value] })),
      initial: 'day',
      hint: words(
        '一周从周一到周日；2 月 29 日出生的，平年按 28 日',
        'A week is from Monday to Sunday; 29 February is the 28th where there is none',
      ),
      when: { field: 'every', is: ['birthday'] },
    },
    {
      key: 'who',
      label: words('给谁', 'For whom'),
      kind: 'choice',
      options: valuesOf(memberDayFor).map((value) => ({ value, label: memberDayFor[value] })),
      initial: 'everybody',
    },
    {
      key: 'level',
      label: words('从哪个等级起', 'From the level'),
      kind: 'picker',
      of: 'level',
      when: { field: 'who', is: ['level'] },
    },
    {
      key: 'discount',
      label: words('当天折扣', 'Pays'),
      kind: 'count',
      digits: 1,
      min: 1,
      max: 9.9,
      unit: words('折', 'tenths'),
      optional: true,
      hint: words(
        '填 8.8 就是 88 折；和会员价、等级折扣比，每件商品取最低的，不叠加',
        'Of the list price: 8.8 is 88%. Of this, the member price and the price of her level the lowest counts',
      ),
    },
    { key: 'scope', label: words('打折的商品', 'What is discounted'), kind: 'scope', except: true },
    {
      key: 'pointTimes',
      label: words('积分倍数', 'Points'),
      kind: 'count',
      digits: 1,
      min: 1,
      max: 10,
      initial: 1,
      unit: words('倍', 'times'),
      hint: words(
        '当天付款的订单；和等级、会员卡的倍数比，取最高的',
        'For orders paid on it; of this and those of level and card the highest counts',
      ),
    },
    {
      key: 'gift',
      label: words('当天可领', 'May be taken on it'),
      kind: 'picker',
      of: 'benefit',
      optional: true,
      hint: words(
        '每次一份，当天自己领；生日礼到了生日早上没领的自动发',
        'One each time, taken on the day; of a birthday it comes by itself in the morning',
      ),
    },
  ],
  problem: ({ discount, pointTimes, gift }) =>
    discount === null && pointTimes <= 1 && gift === null
      ? {
          at: 'discount',
          words: words('至少给一项：折扣、多倍积分或礼品', 'Give at least one: a discount, more points or a gift'),
        }
      : null,
  sentence: (values, names) => dayWords(dayOfValues('', values), names),
});

type Values = {
  readonly name: string;
  readonly every: string;
  readonly weekdays: readonly string[] | null;
  readonly days: readonly string[] | null;
  readonly nth: string | null;
  readonly weekday: string | null;
  readonly window: string | null;
  readonly who: string;
  readonly level: string | null;
  readonly discount: number | null;
  readonly scope: MemberDay['scope'];
  readonly pointTimes: number;
  readonly gift: string | null;
};

type Kept = Omit<MemberDay, 'ended' | 'createdAt'>;

export function dayOfValues(id: string, values: Values): Kept {
  const { name, who, level, discount, scope, pointTimes, gift } = values;
  return {
    id,
    name,
    schedule: scheduleOf(values),
    who: valuesOf(memberDayFor).find((one) => one === who) ?? 'everybody',
    levelId: level,
    paysPercent: discount === null ? null : Math.round(discount * 10),
    scope,
    pointTenths: Math.round(pointTimes * 10),
    gift,
  };
}

function scheduleOf({ every, weekdays: chosen, days, nth, weekday, window }: Values): Schedule {
  if (every === 'monthly') return { kind: 'monthly', days: (days ?? []).map(Number) };
  if (every === 'nth') return { kind: 'nth', nth: Number(nth), weekday: Number(weekday) };
  if (every === 'birthday')
    return { kind: 'birthday', window: valuesOf(birthdayWindow).find((one) => one === window) ?? 'day' };
  return { kind: 'weekly', weekdays: (chosen ?? []).map(Number) };
}

/** Of what does not belong to its kind, what the form begins with. */
export function valuesOfDay({ name, schedule, who, levelId, paysPercent, scope, pointTenths, gift }: Kept) {
  return {
    name,
    every: schedule.kind,
    weekdays: schedule.kind === 'weekly' ? schedule.weekdays.map(String) : null,
    days: schedule.kind === 'monthly' ? schedule.days.map(String) : null,
    nth: schedule.kind === 'nth' ? String(schedule.nth) : null,
    weekday: schedule.kind === 'nth' ? String(schedule.weekday) : null,
    window: schedule.kind === 'birthday' ? schedule.window : null,
    who,
    level: levelId,
    discount: paysPercent === null ? null : paysPercent / 10,
    scope,
    pointTimes: pointTenths / 10,
    gift,
  };
}

/** `每周三，持卡会员：全场商品 88 折，积分 2 倍`. */
export function dayWords(day: Kept, names: Names): Words {
  const level = day.levelId === null ? null : names('level', day.levelId);
  const who =
    day.who === 'level' && level !== null
      ? words(`${level.zh}及以上会员`, `members from ${level.en} on`)
      : memberDayFor[day.who];
  const head = joinWords([scheduleWords(day.schedule), who], words('，', ', '));
  return joinWords([head, joinWords(givesOf(day, names), words('，', ', '))], words('：', ': '));
}

/** What it gives, each in a few words. */
export function givesOf({ paysPercent, scope, pointTenths, gift }: Kept, names: Names): readonly Words[] {
  const goods = scopes.text(scope, names);
  return [
    ...(paysPercent === null
      ? []
      : [words(`${goods.zh} ${paysPercent / 10} 折`, `${100 - paysPercent}% off ${goods.en.toLowerCase()}`)]),
    ...(pointTenths === 10 ? [] : [words(`积分 ${pointTenths / 10} 倍`, `${pointTenths / 10}× points`)]),
    ...(gift === null ? [] : [giftWords(names('benefit', gift))]),
  ];
}

function giftWords(name: Words | null): Words {
  return name === null ? words('可领礼品', 'a gift') : words(`可领「${name.zh}」`, `“${name.en}” to take`);
}
