import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { asOfField, daysText, rangeField } from '../reports/question.ts';
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
    ],
    problem: ({ cohort, offset }) =>
      cohort === null && offset > 0
        ? { at: 'cohort', words: words('看某一期要先说起始日', 'A period is one of a cohort') }
        : null,
    sentence: ({ range, cohort, period, mode, start, back, offset }) => {
      const [began, unit] = [cohort === null ? daysText(range) : words(`${cohort} 起`, cohort), PERIOD[period]];
      const since = mode === 'rolling' ? words('或之后', ' or later') : words('', '');
      if (offset === 0) return words(`${began.zh}做过「${start}」的人`, `“${start}” in the ${period} of ${began.en}`);
      return words(
        `${began.zh}做过「${start}」、第 ${offset} ${unit.zh}${since.zh}又「${back}」的人`,
        `“${start}” in the ${period} of ${began.en}, “${back}” in ${period} ${offset}${since.en}`,
      );
    },
  }),
  persons: async (ctx, { range, asOf, period, mode, start, back, cohort, offset }) =>
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
      { cohort, offset },
    ),
});
