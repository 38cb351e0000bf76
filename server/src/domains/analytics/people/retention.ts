import { type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { asOfField, daysText, eventText, rangeField } from '../reports/question.ts';
import { backField, modeField, PERIOD, periodField, startField } from '../reports/retention.ts';
import { personsOfRetention } from '../retention.ts';

/** A cell of the table of cohorts: who began in one, and came back so many periods later. */
export const retentionPeople = people({
  name: 'analytics.retention',
  can: 'analytics.read',
  form: form({
    fields: [
      rangeField,
      asOfField,
      periodField,
      modeField,
      startField,
      backField,
      { key: 'cohort', label: words('起始日', 'Cohort'), kind: 'day', optional: true },
      { key: 'offset', label: words('第几期', 'Period'), kind: 'count', min: 0, max: 90, initial: 0 },
      { key: 'same', label: words('同一期里', 'In the same period'), kind: 'switch', initial: false },
    ],
    problem: ({ cohort, offset, same }) => {
      if (cohort === null && (offset > 0 || same))
        return { at: 'cohort', words: words('看某一期要先说起始日', 'A period is one of a cohort') };
      if (same && offset > 0) return { at: 'same', words: words('同一期是第 0 期', 'The same period is the first') };
      return null;
    },
    sentence: ({ range, cohort, period, mode, offset, same, ...events }) => {
      const [start, back] = [eventText(events.start), eventText(events.back)];
      const began = cohort === null ? spaced(daysText(range)) : cohortText(cohort, period);
      if (offset === 0 && !same) return words(`${began.zh}有过「${start.zh}」的人`, `“${start.en}” in ${began.en}`);
      const [unit, later] = [PERIOD[period], mode === 'rolling' ? words('或之后', ' or later') : words('', '')];
      if (same)
        return words(
          `${began.zh}有过「${start.zh}」、同一${unit.zh}${later.zh}也有「${back.zh}」的人`,
          `“${start.en}” in ${began.en}, and “${back.en}” in the same ${period}${later.en}`,
        );
      return words(
        `${began.zh}有过「${start.zh}」、第 ${offset} ${unit.zh}${later.zh}又有「${back.zh}」的人`,
        `“${start.en}” in ${began.en}, “${back.en}” in ${period} ${offset}${later.en}`,
      );
    },
  }),
  persons: async (ctx, { range, asOf, period, mode, start, back, cohort, offset, same }) =>
    personsOfRetention(
      ctx,
      {
        ...range,
        asOf: asOf ?? undefined,
        period,
        mode,
        start: { event: start },
        return: { event: back },
        periods: Math.max(1, offset),
      },
      { cohort, offset, same },
    ),
});

function spaced({ zh, en }: Words): Words {
  return words(`${zh} `, en);
}

function cohortText(cohort: string, period: keyof typeof PERIOD): Words {
  const span = {
    day: words('', ''),
    week: words('起的一周', 'the week of '),
    month: words('起的一个月', 'the month of '),
  };
  return words(`${cohort} ${span[period].zh}`, `${span[period].en}${cohort}`);
}
