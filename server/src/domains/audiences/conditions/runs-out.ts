import { joinWords, words } from '@huoshui/contracts/words';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { nobody, type PersonSet, personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { condition } from '../condition.ts';
import { readCycles } from '../run-out/cycles.ts';
import { runOutSql } from '../run-out/predict-sql.ts';

const sides = [
  { value: 'soon', label: words('今后几天内用完', 'Ends within the next') },
  { value: 'past', label: words('最近几天里已用完', 'Ended within the last') },
] as const;

/** By her own rhythm and that of the category (`run-out/predict`). Only the event store knows lines, so both forms ask it. */
export const runsOut = condition({
  kind: 'runs_out',
  about: 'orders',
  words: words('买的东西快用完', 'What she bought runs out'),
  asksStore: true,
  form: form({
    fields: [
      {
        key: 'categories',
        label: words('类目', 'Categories'),
        hint: words('不选就是任意一种会复购的类目', 'None chosen: any that people come back for'),
        kind: 'picker',
        of: 'category',
        many: 30,
        optional: true,
      },
      { key: 'side', label: words('时间', 'When'), kind: 'choice', options: sides, initial: 'soon' },
      {
        key: 'days',
        label: words('天数', 'Days'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 90,
        initial: 7,
      },
    ],
    sentence: ({ categories, side, days }, names) => {
      const all = joinWords(
        (categories ?? []).map((id) => names('category', id) ?? id),
        words('、', ' or '),
      );
      const what =
        (categories ?? []).length === 0
          ? words('常买的东西', 'something she keeps buying')
          : words(`「${all.zh}」`, `“${all.en}”`);
      return side === 'soon'
        ? words(`买的${what.zh}今后 ${days} 天内用完`, `${what.en} runs out within the next ${days} days`)
        : words(`买的${what.zh}最近 ${days} 天里已用完`, `${what.en} ran out within the last ${days} days`);
    },
  }),
  persons: async (ctx, values, asOf) => running(ctx, values, asOf),
  holds: async (ctx, values, personNos, asOf) => personsIn(ctx, await running(ctx, values, asOf), personNos),
});

type Values = {
  readonly categories: readonly string[] | null;
  readonly side: 'soon' | 'past';
  readonly days: number;
};

async function running(ctx: Ctx, { categories, side, days }: Values, asOf: Date): Promise<PersonSet> {
  const cycles = await readCycles(ctx);
  if (cycles.length === 0) return nobody;
  const today = shanghaiDay(asOf);
  const [from, to] = side === 'soon' ? [today, addDays(today, days - 1)] : [addDays(today, -days), addDays(today, -1)];
  const asked = categories === null || categories.length === 0 ? null : categories;
  return personsOfQuery(piece`SELECT person_no FROM (${runOutSql(asOf, cycles, asked)})
    WHERE run_out BETWEEN ${bound('Date', from)} AND ${bound('Date', to)}`);
}
