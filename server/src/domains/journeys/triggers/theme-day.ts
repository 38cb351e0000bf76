import { clockText } from '@huoshui/contracts/form-numbers';
import { joinWords, words } from '@huoshui/contracts/words';
import { weekday } from '@huoshui/contracts/words/stores';
import { addDays, MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import type { ConditionKit } from '../../audiences/index.ts';
import { personsAwaiting, readCalendar, themeOn, weekdayOf, weekdayOptions } from '../../themes/index.ts';
import { whoField, whoIs } from '../asks.ts';
import { whenField } from '../recurring.ts';
import { trigger } from '../trigger.ts';

export const themesField = {
  key: 'themes',
  label: words('每周主题', 'Themes of the week'),
  hint: words(
    '不填就用主题日历里的；没有主题的日子不打扰',
    'Empty: those of the theme calendar. Days without one are left alone',
  ),
  kind: 'list',
  of: [
    { key: 'weekday', label: words('周几', 'Weekday'), kind: 'choice', options: weekdayOptions },
    { key: 'theme', label: words('主题', 'Theme'), kind: 'text', min: 1, max: 20 },
  ],
  min: 0,
  max: 7,
  add: words('加一天', 'Add a day'),
  row: words('天', 'day'),
} as const;

type Themes = readonly { readonly weekday: string; readonly theme: string }[];

const themeOf = (themes: Themes, day: string) => themes.find((one) => one.weekday === weekdayOf(day))?.theme;

/** The theme of a day: of these, or of the shop's calendar where there are none. Null: it has none. */
export async function themeNamed(ctx: Ctx, themes: Themes, day: string): Promise<string | null> {
  if (themes.length > 0) return themeOf(themes, day) ?? null;
  return themeOn(await readCalendar(ctx, day), day)?.values.name ?? null;
}

/** Whoever asked to be told of the day is told already. */
async function askedFor(ctx: Ctx, day: string): Promise<ReadonlySet<number>> {
  const theme = themeOn(await readCalendar(ctx, day), day);
  return theme === null ? new Set() : personsAwaiting(ctx, day, theme.id);
}

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
        const named =
          themes.length === 0
            ? [words('主题日历里的日子', 'Days of the theme calendar')]
            : themes.map(({ weekday: of, theme }) => {
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
          // Of the calendar what the day is, is asked when it has come.
          if (at > after && (themes.length === 0 || themeOf(themes, day) !== undefined)) return at;
        }
        return null;
      },
      async whom(ctx, { themes, who }, at) {
        const day = shanghaiDay(at);
        if ((await themeNamed(ctx, themes, day)) === null) return [];
        const persons = await listPersons(ctx, await conditions.personsOf(ctx, who, at));
        if (themes.length > 0) return persons;
        const asked = await askedFor(ctx, day);
        return persons.filter((personNo) => !asked.has(personNo));
      },
      because: ({ themes }, at) => {
        const theme = themeOf(themes, shanghaiDay(at)) ?? '';
        return words(`今天是「${theme}」`, `It is “${theme}” today`);
      },
      context: ({ themes }, at) => ({ theme: themeOf(themes, shanghaiDay(at)) ?? '' }),
      async why(ctx, { themes }, at) {
        const theme = (await themeNamed(ctx, themes, shanghaiDay(at))) ?? '';
        return { because: words(`今天是「${theme}」`, `It is “${theme}” today`), context: { theme } };
      },
      async holds(ctx, { themes }) {
        if (themes.length > 0) return () => true;
        const calendar = await readCalendar(ctx, shanghaiDay(ctx.now()));
        return (at) => themeOn(calendar, shanghaiDay(at)) !== null;
      },
    },
  });
};
