import { defineTexts } from '../../ui/texts.ts';

export const { useText: useThemeText } = defineTexts('themes', {
  title: ['主题日历', 'Themes'],
  purpose: [
    '周一水果日、周末免邮：每个周几一个主题，单独的日期可以另外定。首页当天自己换，顾客可以预约明天的提醒。',
    'Fruit on Mondays, free delivery at weekends: a theme a weekday, single dates otherwise. Home changes by itself, and shoppers may ask to be told.',
  ],
  empty: ['还没有主题日', 'No themes yet'],
  empty_hint: [
    '先定一个：每周一「水果日」，选几样当季水果，首页当天就会显示。',
    'Begin with one: “Fruit” on Mondays with some fruit of the season, and home shows it on its day.',
  ],
  add: ['新建主题', 'New theme'],
  edit: ['编辑主题', 'Edit the theme'],
  name: ['主题', 'Theme'],
  days: ['每周', 'Every week'],
  next: ['下一次', 'Next'],
  today: ['今天', 'Today'],
  none_ahead: ['没有排期', 'On no day'],
  benefit: ['当天优惠', 'What it gives'],
  not_held: ['那天不生效', 'not in force then'],
  saved: ['已保存', 'Saved'],
  four_weeks: ['接下来四周', 'The next four weeks'],
  four_weeks_hint: [
    '点一天可以单独改：换成别的主题，或者这天不办。',
    'Open a day to change it alone: another theme, or none.',
  ],
  no_theme: ['没有主题', 'No theme'],
  own: ['单独设定', 'Set for this date'],
  off: ['这天不办', 'None on this day'],
  as_weekday: ['按每周的来', 'As its weekday'],
  asked: ['{{n}} 人预约', '{{n}} asked'],
  asked_lost: [
    '已经有 {{n}} 人预约了这天的主题，改掉后不会再提醒他们。',
    '{{n}} asked to be told of the theme of this day: once it is changed they are told nothing.',
  ],
  change: ['改', 'Change'],
  change_day: ['修改 {{day}}', 'Change {{day}}'],
  report: ['主题日习惯', 'Habits of the week'],
  pick: ['选一个主题', 'Choose a theme'],
});
