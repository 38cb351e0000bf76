import type { FieldOption } from '@huoshui/contracts/form';
import { joinWords, words } from '@huoshui/contracts/words';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { attributes } from '../../members/index.ts';
import { condition } from '../condition.ts';

const hows = [
  { value: 'soon', label: words('最近要过生日', 'Has it soon') },
  { value: 'months', label: words('生日在几月', 'Has it in these months') },
] as const;

const months: readonly FieldOption[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
].map((name, n) => ({ value: String(n + 1), label: words(`${n + 1} 月`, name) }));

/** Birthdays as they are known now, each by her own calendar: a lunar one is in whichever month it falls into this year. Who never said hers has none. */
export const birthday = condition({
  kind: 'birthday',
  about: 'profile',
  words: words('生日', 'Birthday'),
  form: form({
    fields: [
      { key: 'how', label: words('时间', 'When'), kind: 'choice', options: hows, initial: 'soon' },
      {
        key: 'days',
        label: words('几天之内', 'Within'),
        hint: words('今天算第一天', 'Today is the first'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 60,
        initial: 7,
        when: { field: 'how', is: ['soon'] },
      },
      {
        key: 'months',
        label: words('月份', 'Months'),
        kind: 'choices',
        options: months,
        when: { field: 'how', is: ['months'] },
      },
    ],
    sentence: ({ days, months: chosen }) => {
      if (days !== null)
        return words(
          days === 1 ? '今天过生日' : `${days} 天之内过生日`,
          days === 1 ? 'has her birthday today' : `has her birthday within ${days} days`,
        );
      const all = joinWords(
        months.filter(({ value }) => chosen?.includes(value)).map(({ label }) => label),
        words('、', ' or '),
      );
      return words(`生日在 ${all.zh}`, `has her birthday in ${all.en}`);
    },
  }),
  persons: async (ctx, values, asOf) => personsAmong(await born(ctx, values, asOf)),
  holds: async (ctx, values, personNos, asOf) => new Set(await born(ctx, values, asOf, personNos)),
});

type Values = { readonly days: number | null; readonly months: readonly string[] | null };

async function born(ctx: Ctx, { days, months }: Values, asOf: Date, among?: readonly number[]): Promise<number[]> {
  return days === null
    ? attributes.bornInMonths(ctx, Number(shanghaiDay(asOf).slice(0, 4)), (months ?? []).map(Number), among)
    : attributes.bornWithin(ctx, shanghaiDay(asOf), days, among);
}
