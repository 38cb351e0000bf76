import { words } from '@huoshui/contracts/words';
import { shanghaiDay } from '../../../platform/calendar.ts';
import { nobody, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { condition } from '../condition.ts';
import { readStandings } from '../standings.ts';
import { readModel } from '../value/value-model.ts';
import { expectedSpent as expectedOf, worthSql } from '../value/worth.ts';

const sides = [
  { value: 'atLeast', label: words('不低于', 'at least') },
  { value: 'below', label: words('低于', 'below') },
] as const;

/** Buyers by what the models expect them to spend. */
export const expectedSpent = condition({
  kind: 'expected_spent',
  about: 'value',
  words: words('预计消费', 'Expected to spend'),
  form: form({
    fields: [
      {
        key: 'days',
        label: words('今后几天', 'In the next'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 730,
        initial: 90,
      },
      { key: 'side', label: words('金额', 'Amount'), kind: 'choice', options: sides, initial: 'atLeast' },
      { key: 'amount', label: words('多少元', 'Yuan'), kind: 'money', min: 1, max: 100_000_000_00, initial: 200_00 },
    ],
    sentence: ({ days, side, amount }) => {
      const how = sides.find(({ value }) => value === side)?.label ?? words('', '');
      return words(
        `今后 ${days} 天预计消费${how.zh} ¥${formatYuan(amount)}`,
        `is expected to spend ${how.en} ¥${formatYuan(amount)} in the next ${days} days`,
      );
    },
  }),
  async persons(ctx, { days, side, amount }, asOf) {
    const model = await readModel(ctx);
    if (model === null) return nobody;
    const buyers = await worthSql(ctx, model, { moment: asOf, day: shanghaiDay(asOf) }, days);
    return personsOfQuery(
      piece`SELECT person_no FROM (${buyers}) WHERE expected ${side === 'atLeast' ? '>=' : '<'} ${bound('Float64', amount)}`,
    );
  },
  async holds(ctx, { days, side, amount }, personNos, asOf) {
    const model = await readModel(ctx);
    if (model === null) return new Set();
    const standings = await readStandings(ctx, personNos);
    const holding = standings.filter((one) => {
      const expected = expectedOf(model, one, shanghaiDay(asOf), days);
      return expected !== null && expected >= amount === (side === 'atLeast');
    });
    return new Set(holding.map(({ personNo }) => personNo));
  },
});
