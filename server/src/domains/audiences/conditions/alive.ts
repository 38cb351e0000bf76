import { words } from '@huoshui/contracts/words';
import { shanghaiDay } from '../../../platform/calendar.ts';
import { nobody } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { condition } from '../condition.ts';
import { readStandings } from '../standings.ts';
import { aliveOf } from '../value/buying-model.ts';
import { readModel } from '../value/value-model.ts';
import { personsAlive } from '../value/value-report.ts';
import { buyingOf } from '../value/worth.ts';

/** Buyers by the probability that they will buy again at all. */
export const alive = condition({
  kind: 'alive',
  about: 'value',
  words: words('还会再买的概率', 'Likely to buy again'),
  form: form({
    fields: [
      {
        key: 'side',
        label: words('概率', 'Probability'),
        kind: 'choice',
        options: [
          { value: 'below', label: words('低于', 'below') },
          { value: 'atLeast', label: words('不低于', 'at least') },
        ],
        initial: 'below',
      },
      {
        key: 'percent',
        label: words('百分之几', 'Percent'),
        kind: 'count',
        unit: words('%', '%'),
        min: 1,
        max: 99,
        initial: 50,
      },
    ],
    sentence: ({ side, percent }) =>
      side === 'atLeast'
        ? words(`还会再买的概率不低于 ${percent}%`, `buys again with ${percent}% or more`)
        : words(`还会再买的概率低于 ${percent}%`, `buys again with less than ${percent}%`),
  }),
  async persons(ctx, { side, percent }, asOf) {
    const model = await readModel(ctx);
    return model === null ? nobody : personsAlive(model, { moment: asOf, day: shanghaiDay(asOf) }, side, percent);
  },
  async holds(ctx, { side, percent }, personNos, asOf) {
    const model = await readModel(ctx);
    if (model === null) return new Set();
    const standings = await readStandings(ctx, personNos);
    const holding = standings.filter((one) => {
      const buying = buyingOf(one, shanghaiDay(asOf));
      return buying !== null && 100 * aliveOf(model.buying, buying) >= percent === (side === 'atLeast');
    });
    return new Set(holding.map(({ personNo }) => personNo));
  },
});
