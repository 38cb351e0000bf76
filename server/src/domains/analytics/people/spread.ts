import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { spreadAsked, spreadFields, spreadForm } from '../reports/spread.ts';
import { personsOfSpread } from '../spread.ts';

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** Who is in a bucket of a distribution, or has no number. */
export const spreadPeople = people({
  name: 'analytics.spread',
  can: 'analytics.read',
  form: form({
    fields: [
      ...spreadFields,
      { key: 'least', label: words('从', 'From'), kind: 'text', max: 20, optional: true },
      { key: 'below', label: words('到（不含）', 'To below'), kind: 'text', max: 20, optional: true },
      { key: 'without', label: words('没有数值的', 'Without a number'), kind: 'switch', initial: false },
    ],
    problem: ({ least, below, without: _without, ...asked }) => {
      const bad = [least, below].find((edge) => edge !== null && !isNumber(edge));
      if (bad !== undefined) return { at: 'least', words: words('分段的两端是数', 'A bucket lies between numbers') };
      return spreadForm.problem?.(asked) ?? null;
    },
    sentence: ({ least, below, without, ...asked }) => {
      const whole = spreadForm.sentence(asked, () => null);
      if (without) return words(`${whole.zh}，没有数值的人`, `${whole.en}, without a number`);
      return words(
        `${whole.zh}，${least === null ? '' : `从 ${least}`}${below === null ? '起' : ` 到 ${below}（不含）`}的人`,
        `${whole.en}${least === null ? '' : `, from ${least}`}${below === null ? '' : ` to below ${below}`}`,
      );
    },
  }),
  persons: async (ctx, { least, below, without, ...asked }) =>
    personsOfSpread(
      ctx,
      spreadAsked(asked),
      without ? null : { from: least === null ? null : Number(least), to: below === null ? null : Number(below) },
    ),
});
