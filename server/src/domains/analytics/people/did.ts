import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { type People, people } from '../../../platform/people/people.ts';
import { type Grouping, OTHERS } from '../breakdown.ts';
import { personsOfSeries } from '../event-series.ts';
import { breakdownFields, breakdownOf } from '../reports/breakdown.ts';
import {
  asOfField,
  daysText,
  eventText,
  isEvent,
  noEvent,
  rangeField,
  selectorOf,
  whereField,
  whereProblem,
} from '../reports/question.ts';

const which = [
  { value: 'all', label: words('全部', 'All') },
  { value: 'value', label: words('某个值', 'One value') },
  { value: 'none', label: words('没有值的', 'Without a value') },
  { value: 'others', label: words('其他值', 'All others') },
] as const;

/** Who did an event in some days, of one value of a breakdown or at all. */
export function didPeople(groupings: readonly Grouping[]): People {
  const [kind, property] = breakdownFields(groupings);
  return people({
    name: 'analytics.did',
    can: 'analytics.read',
    form: form({
      fields: [
        rangeField,
        asOfField,
        { key: 'event', label: words('行为', 'Event'), kind: 'text', max: 64 },
        whereField,
        kind,
        property,
        { key: 'which', label: words('哪一组', 'Which'), kind: 'choice', options: which, initial: 'all' },
        { key: 'value', label: words('值', 'Value'), kind: 'text', max: 500, when: { field: 'which', is: ['value'] } },
        {
          key: 'top',
          label: words('单独列出的值', 'Values told by themselves'),
          kind: 'texts',
          max: 20,
          each: 500,
          when: { field: 'which', is: ['others'] },
        },
      ],
      problem: ({ event, where }) => (isEvent(event) ? whereProblem(where) : { at: 'event', words: noEvent }),
      sentence: ({ range, event, value, ...asked }) => {
        const [days, name] = [daysText(range), eventText(event)];
        const of = which.find((one) => one.value === asked.which)?.label ?? words('', '');
        const group = asked.which === 'all' ? words('', '') : joinWords([value ?? of], words('', ''));
        return words(
          `${days.zh} 有过「${name.zh}」${group.zh && `（${group.zh}）`}的人`,
          `“${name.en}”${group.en && ` (${group.en})`} in ${days.en}`,
        );
      },
    }),
    async persons(ctx, { range, asOf, event, where, top, value, breakdown, breakdownProperty, ...asked }) {
      const taken = await breakdownOf(ctx, groupings, { kind: breakdown, property: breakdownProperty, asOf });
      const told = { all: null, none: '', value: value ?? '', others: OTHERS }[asked.which];
      const group = told === null ? null : { value: told, top: told === OTHERS ? (top ?? []) : [told] };
      return personsOfSeries(
        ctx,
        { ...range, asOf, selector: selectorOf(event, where), breakdown: taken.breakdown },
        group,
      );
    },
  });
}
