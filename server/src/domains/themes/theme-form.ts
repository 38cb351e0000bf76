import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { clockText } from '@huoshui/contracts/form-numbers';
import { valuesOf, type Words, words } from '@huoshui/contracts/words';
import { themeBenefit, themeColour, themeOpens } from '@huoshui/contracts/words/themes';
import { form } from '../../platform/form/form.ts';
import { weekdayOptions, weekdaysText } from './weekday.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 10,
    hint: words('顾客会看到，例如：周一水果日', 'Shoppers see it, e.g. Fruit Monday'),
  },
  {
    key: 'weekdays',
    label: words('每周哪几天', 'On which weekdays'),
    kind: 'choices',
    options: weekdayOptions,
    min: 0,
    optional: true,
    initial: [],
    hint: words(
      '一天只有一个主题；单独的日期在日历里改，它比每周的优先',
      'A day has one theme; single dates are set in the calendar and go before weekdays',
    ),
  },
  {
    key: 'slogan',
    label: words('一句话', 'In a line'),
    kind: 'text',
    max: 24,
    optional: true,
    hint: words('例如：当季水果第二件半价', 'E.g. fruit of the season, the second at half price'),
  },
  { key: 'colour', label: words('底色', 'Colour'), kind: 'choice', options: optionsOf(themeColour), initial: 'teal' },
  {
    key: 'picture',
    label: words('图片', 'Picture'),
    kind: 'text',
    max: 200,
    upload: 'picture',
    optional: true,
    hint: words('不放图就用底色', 'Without one the colour stands alone'),
  },
  {
    key: 'products',
    label: words('主推商品', 'Goods'),
    kind: 'picker',
    of: 'product',
    many: 20,
    optional: true,
    hint: words('当天在首页排成一行；售罄的自己让位', 'In a row at home on its day; what is sold out gives way'),
  },
  {
    key: 'opens',
    label: words('点了去哪里', 'A tap opens'),
    kind: 'choice',
    options: optionsOf(themeOpens),
    initial: 'nothing',
  },
  {
    key: 'page',
    label: words('自由页', 'Free page'),
    kind: 'picker',
    of: 'page',
    when: { field: 'opens', is: ['page'] },
  },
  {
    key: 'category',
    label: words('分类', 'Category'),
    kind: 'picker',
    of: 'category',
    when: { field: 'opens', is: ['category'] },
  },
  {
    key: 'benefit',
    label: words('当天优惠', 'What the day gives'),
    kind: 'choice',
    options: optionsOf(themeBenefit),
    initial: 'none',
    hint: words(
      '价格由那条规则自己算；它那天不生效，就不在主题上写',
      'Its own rule makes the price; on a day on which it does not hold it is not named',
    ),
  },
  {
    key: 'memberDay',
    label: words('会员日', 'Member day'),
    kind: 'picker',
    of: 'member_day',
    when: { field: 'benefit', is: ['member_day'] },
  },
  {
    key: 'promotion',
    label: words('优惠活动', 'Promotion'),
    kind: 'picker',
    of: 'promotion',
    when: { field: 'benefit', is: ['promotion'] },
  },
  {
    key: 'remindAt',
    label: words('几点提醒', 'Told at'),
    kind: 'minute_of_day',
    min: 360,
    max: 1260,
    initial: 510,
    hint: words('当天这个时刻，告诉点过「提醒我」的人', 'On the day, to who asked to be told'),
  },
] as const satisfies readonly Field[];

/** A theme: what shoppers see of it, on which weekdays it is held, and what the day gives. */
export const themeForm = form({
  published: true,
  fields,
  sentence: ({ name, weekdays, remindAt }) => {
    const days = weekdaysText(weekdays ?? []);
    const at = clockText(remindAt);
    return days.zh === ''
      ? words(`「${name}」没有固定的日子`, `“${name}”, on no weekday`)
      : words(`${days.zh}「${name}」，当天 ${at} 提醒预约的人`, `“${name}” on ${days.en}; who asked is told at ${at}`);
  },
});

export type ThemeValues = ValuesOf<typeof fields>;
