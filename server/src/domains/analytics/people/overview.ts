import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfOverview } from '../overview.ts';
import { asOfField, daysText, rangeField } from '../reports/question.ts';

const figures = [
  { value: 'payers', label: words('支付会员', 'Payers') },
  { value: 'newPayers', label: words('新客', 'New payers') },
  { value: 'returningPayers', label: words('老客', 'Returning payers') },
  { value: 'visitors', label: words('访客', 'Visitors') },
] as const;

export const overviewPeople = people({
  name: 'analytics.overview',
  can: 'analytics.read',
  form: form({
    fields: [
      rangeField,
      asOfField,
      { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: figures, initial: 'payers' },
    ],
    sentence: ({ range, who }) => {
      const days = daysText(range);
      const label = figures.find(({ value }) => value === who)?.label ?? words(who, who);
      return words(`${days.zh} 的${label.zh}`, `${label.en} of ${days.en}`);
    },
  }),
  persons: async (ctx, { range, asOf, who }) => personsOfOverview(ctx, { ...range, asOf: asOf ?? undefined }, who),
});
