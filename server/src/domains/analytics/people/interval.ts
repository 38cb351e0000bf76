import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfInterval } from '../interval.ts';
import { intervalAsked, intervalFields, intervalForm } from '../reports/interval.ts';

const seconds = { kind: 'count', unit: words('秒', 's'), min: 0, max: 400 * 86_400 } as const;

/** Who took so long from one event to the other, at least once. */
export const intervalPeople = people({
  name: 'analytics.interval',
  can: 'analytics.read',
  form: form({
    fields: [
      ...intervalFields,
      { key: 'least', label: words('至少', 'At least'), ...seconds, initial: 0 },
      { key: 'below', label: words('不到', 'Less than'), ...seconds, optional: true },
    ],
    problem: ({ least: _least, below: _below, ...asked }) => intervalForm.problem?.(asked) ?? null,
    sentence: ({ least, below, ...asked }) => {
      const whole = intervalForm.sentence(asked, () => null);
      const minutes = (of: number) => Math.round(of / 60);
      return words(
        `${whole.zh}：至少 ${minutes(least)} 分钟${below === null ? '' : `、不到 ${minutes(below)} 分钟`}的人`,
        `${whole.en}: at least ${minutes(least)} min${below === null ? '' : `, less than ${minutes(below)}`}`,
      );
    },
  }),
  persons: async (ctx, { least, below, ...asked }) =>
    personsOfInterval(ctx, intervalAsked(asked), { from: least, to: below }),
});
