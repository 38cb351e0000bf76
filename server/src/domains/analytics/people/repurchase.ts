import { type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { asOfField, daysText, rangeField } from '../reports/question.ts';
import { EDGES, personsOfRepurchase, type RepurchaseFigure } from '../repurchase.ts';

const figures = [
  { value: 'buyers', label: words('首购会员', 'First buyers') },
  { value: 'repeat', label: words('又买过的', 'Bought again') },
  { value: 'orders', label: words('买过几单的', 'By orders') },
  { value: 'gap', label: words('隔多久又买的', 'By interval') },
] as const;

export const repurchasePeople = people({
  name: 'analytics.repurchase',
  can: 'analytics.read',
  form: form({
    fields: [
      rangeField,
      asOfField,
      { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: figures, initial: 'buyers' },
      {
        key: 'within',
        label: words('多少天内', 'Within'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 366,
        optional: true,
        when: { field: 'who', is: ['repeat'] },
      },
      {
        key: 'orders',
        label: words('单数', 'Orders'),
        kind: 'count',
        min: 1,
        max: 10,
        when: { field: 'who', is: ['orders'] },
      },
      {
        key: 'gap',
        label: words('间隔从', 'Interval from'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 366,
        when: { field: 'who', is: ['gap'] },
      },
      { key: 'month', label: words('首购月份', 'First month'), kind: 'day', optional: true },
    ],
    problem: ({ who, gap }) =>
      who === 'gap' && !EDGES.includes(gap ?? 0)
        ? { at: 'gap', words: words(`间隔从 ${EDGES.join('、')} 天起`, `From ${EDGES.join(', ')} days`) }
        : null,
    sentence: ({ range, month, ...asked }) => {
      const first = month === null ? daysText(range) : words(month.slice(0, 7), month.slice(0, 7));
      const which = whichText(figureOf(asked));
      return words(`首单在 ${first.zh} 的会员${which.zh}`, `First order in ${first.en}${which.en}`);
    },
  }),
  persons: async (ctx, { range, asOf, month, ...asked }) =>
    personsOfRepurchase(ctx, { ...range, asOf: asOf ?? undefined }, figureOf(asked), month),
});

type Asked = {
  readonly who: RepurchaseFigure['who'];
  readonly within: number | null;
  readonly orders: number | null;
  readonly gap: number | null;
};

function figureOf({ who, within, orders, gap }: Asked): RepurchaseFigure {
  switch (who) {
    case 'repeat':
      return { who, within };
    case 'orders':
      return { who, orders: orders ?? 0 };
    case 'gap':
      return { who, from: gap ?? 0 };
    default:
      return { who };
  }
}

function whichText(figure: RepurchaseFigure): Words {
  switch (figure.who) {
    case 'repeat':
      return figure.within === null
        ? words('，后来又买过', ', bought again')
        : words(`，${figure.within} 天内又买过`, `, bought again within ${figure.within} days`);
    case 'orders':
      return figure.orders === 10
        ? words('，买过 10 单及以上', ', 10 or more orders')
        : words(`，买过 ${figure.orders} 单`, `, ${figure.orders} orders`);
    case 'gap': {
      const next = EDGES[EDGES.indexOf(figure.from) + 1];
      return next === undefined
        ? words(`，隔 ${figure.from} 天以上又买过`, `, bought again after ${figure.from} days or more`)
        : words(`，隔 ${figure.from}–${next - 1} 天又买过`, `, bought again after ${figure.from}–${next - 1} days`);
    }
    default:
      return words('', '');
  }
}
