import { clockText } from '@huoshui/contracts/form-numbers';
import { joinWords, words } from '@huoshui/contracts/words';
import { weekday } from '@huoshui/contracts/words/stores';
import { addDays, MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import type { ConditionKit } from '../../audiences/index.ts';
import { whoField, whoIs } from '../asks.ts';
import { weekdayOf, weekdayOptions, whenField } from '../recurring.ts';
import { trigger } from '../trigger.ts';

export const themesField = {
  key: 'themes',
  label: words('每周主题', 'Themes of the week'),
  hint: words('没有主题的日子不打扰', 'Days without one are left alone'),
  kind: 'list',
  of: [
    { key: 'weekday', label: words('周几', 'Weekday'), kind: 'choice', options: weekdayOptions },
    { key: 'theme', label: words('主题', 'Theme'), kind: 'text', min: 1, max: 20 },
  ],
  min: 1,
  max: 7,
  add: words('加一天', 'Add a day'),
  row: words('天', 'day'),
} as const;

type Themes = readonly { readonly weekday: string; readonly theme: string }[];

const themeOf = (themes: Themes, day: string) => themes.find((one) => one.weekday === weekdayOf(day))?.theme;

/** Two themes on one weekday: only one could be told. */
export function twiceProblem({ themes }: { readonly themes: Themes }) {
  const at = themes.findIndex((one, n) => themes.findIndex(({ weekday: of }) => of === one.weekday) !== n);
  return at < 0
    ? null
    : { at: `themes.${at}.weekday`, words: words('这一天已经有主题了', 'This weekday has a theme already') };
}

/** On the weekdays that have a theme, everyone for whom a condition holds; her messages may name the theme. */
export const themeDay = (conditions: ConditionKit) => {
  const { problem, picks, say } = whoIs(conditions);
  return trigger({
    kind: 'theme_day',
    words: words('主题日', 'On a day with a theme'),
    form: form({
      fields: [themesField, whenField, { ...whoField, label: words('谁进来', 'Who comes in') }],
      problem: (values) => twiceProblem(values) ?? problem(values),
      picks,
      sentence: ({ themes, minuteOfDay, ...rest }, names) => {
        const named = themes.map(({ weekday: of, theme }) => {
          const day = weekday[of];
          return words(`${day.zh}「${theme}」`, `${day.en} “${theme}”`);
        });
        const [all, who] = [joinWords(named, words('、', ', ')), say(rest, names)];
        const at = clockText(minuteOfDay);
        return words(`${all.zh} ${at}，符合条件的人：${who.zh}`, `${all.en} at ${at}, everyone for whom: ${who.en}`);
      },
    }),
    on: [],
    knows: ['theme'],
    entrantOf: () => null,
    comes: {
      next: ({ themes, minuteOfDay }, after) => {
        const today = shanghaiDay(after);
        for (let ahead = 0; ahead <= 7; ahead += 1) {
          const day = addDays(today, ahead);
          const at = shanghaiInstant(day, minuteOfDay * MINUTE_MS);
          if (at > after && themeOf(themes, day) !== undefined) return at;
        }
        return null;
      },
      whom: async (ctx, { who }, at) => listPersons(ctx, await conditions.personsOf(ctx, who, at)),
      because: ({ themes }, at) => {
        const theme = themeOf(themes, shanghaiDay(at)) ?? '';
        return words(`今天是「${theme}」`, `It is “${theme}” today`);
      },
      context: ({ themes }, at) => ({ theme: themeOf(themes, shanghaiDay(at)) ?? '' }),
    },
  });
};
