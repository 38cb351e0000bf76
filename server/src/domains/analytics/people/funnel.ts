import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfFunnel } from '../funnel.ts';
import { daysField, orderField, stepsField } from '../reports/funnel.ts';
import { asOfField, daysText, eventText, rangeField } from '../reports/question.ts';

/** A step of a funnel: who came so far, or who came so far and no further. */
export const funnelPeople = people({
  name: 'analytics.funnel',
  can: 'analytics.read',
  form: form({
    fields: [
      rangeField,
      asOfField,
      stepsField,
      daysField,
      orderField,
      { key: 'step', label: words('第几步', 'Step'), kind: 'count', min: 1, max: 10 },
      { key: 'lost', label: words('没有再往下走', 'Came no further'), kind: 'switch', initial: false },
    ],
    problem: ({ steps, step, lost }) => {
      if (step > steps.length) return { at: 'step', words: words('漏斗没有这一步', 'The funnel has no such step') };
      if (lost && step === steps.length)
        return { at: 'step', words: words('最后一步之后没有流失', 'Nobody is lost after the last step') };
      return null;
    },
    sentence: ({ range, steps, step, lost }) => {
      const [days, event] = [daysText(range), eventText(steps[step - 1]?.event ?? '')];
      const next = eventText(steps[step]?.event ?? '');
      const { zh, en } = lost ? words(`、没有到「${next.zh}」`, `, but not “${next.en}”`) : words('', '');
      return words(
        `${days.zh} 的漏斗：做到第 ${step} 步「${event.zh}」${zh}的人`,
        `Funnel of ${days.en}: reached step ${step}, “${event.en}”${en}`,
      );
    },
  }),
  async persons(ctx, { range, asOf, steps, days, order, step, lost }) {
    const window = { seconds: days * 86_400 };
    const input = { ...range, asOf: asOf ?? undefined, steps: [...steps], window, order };
    return personsOfFunnel(ctx, input, { step: step - 1, only: lost });
  },
});
