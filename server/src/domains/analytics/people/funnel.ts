import { joinWords, plainWords, type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfFunnel } from '../funnel.ts';
import { type FunnelPart, personsOfDetail } from '../funnel-detail.ts';
import {
  breakdownField,
  daysField,
  exclusionsField,
  funnelInput,
  funnelProblem,
  orderField,
  stepsField,
} from '../reports/funnel.ts';
import { spanWords } from '../reports/funnel-tables.ts';
import { asOfField, daysText, eventText, rangeField } from '../reports/question.ts';

const seconds = { kind: 'count', unit: words('秒', 's'), min: 0, max: 366 * 86_400, optional: true } as const;

/** A step of a funnel: who came so far, who came so far and no further, who still may; of a group, or by the time it took. */
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
      exclusionsField,
      breakdownField,
      { key: 'step', label: words('第几步', 'Step'), kind: 'count', min: 1, max: 10 },
      { key: 'lost', label: words('没有再往下走', 'Came no further'), kind: 'switch', initial: false },
      {
        key: 'reach',
        label: words('走到哪里', 'How far'),
        kind: 'choice',
        options: [
          { value: 'reached', label: words('至少到这一步', 'At least so far') },
          { value: 'lost', label: words('没有再往下走', 'Came no further') },
          { value: 'open', label: words('停在这一步、期限未到', 'Here, still in time') },
        ],
        initial: 'reached',
      },
      {
        key: 'group',
        label: words('分组', 'Group'),
        kind: 'choice',
        options: [
          { value: 'all', label: words('全部', 'All') },
          { value: 'value', label: words('这些值', 'These values') },
          { value: 'none', label: words('没有这个属性', 'No such property') },
          { value: 'others', label: words('其他值', 'Other values') },
        ],
        initial: 'all',
      },
      {
        key: 'values',
        label: words('值', 'Values'),
        kind: 'list',
        optional: true,
        min: 0,
        max: 12,
        add: words('加一个值', 'Add a value'),
        of: [{ key: 'value', label: words('值', 'Value'), kind: 'text', min: 0, max: 1000 }],
      },
      { key: 'over', label: words('用时超过', 'Took more than'), ...seconds },
      { key: 'within', label: words('用时不超过', 'Took at most'), ...seconds },
    ],
    problem: ({ step, lost, reach, ...asked }) => {
      const { steps } = asked;
      if (step > steps.length) return { at: 'step', words: words('漏斗没有这一步', 'The funnel has no such step') };
      if ((lost || reach !== 'reached') && step === steps.length)
        return { at: 'step', words: words('最后一步之后没有流失', 'Nobody is lost after the last step') };
      return funnelProblem(asked);
    },
    sentence: ({ range, steps, step, lost, reach, group, values, breakdown, over, within }) => {
      const [days, event] = [daysText(range), eventText(steps[step - 1]?.event ?? '')];
      const next = eventText(steps[step]?.event ?? '');
      const stays =
        lost || reach === 'lost'
          ? words(`、没有到「${next.zh}」`, `, but not “${next.en}”`)
          : reach === 'open'
            ? words(`、还没到「${next.zh}」但期限未到`, `, not “${next.en}” yet but still in time`)
            : words('', '');
      const part = partText(breakdown, group, values ?? []);
      const took = over === null && within === null ? null : spanWords({ over, within });
      const time = took === null ? words('', '') : words(`，用时 ${took.zh}`, `, took ${took.en.toLowerCase()}`);
      return words(
        `${days.zh} 的漏斗：做到第 ${step} 步「${event.zh}」${stays.zh}的人${part.zh}${time.zh}`,
        `Funnel of ${days.en}: reached step ${step}, “${event.en}”${stays.en}${part.en}${time.en}`,
      );
    },
  }),
  async persons(ctx, { step, lost, reach, group, values, breakdown, over, within, ...asked }) {
    const input = funnelInput(asked);
    const far = lost ? 'lost' : reach;
    const isPlain = group === 'all' && over === null && within === null && far !== 'open';
    if (isPlain) return personsOfFunnel(ctx, input, { step: step - 1, only: far === 'lost' });
    const part: FunnelPart = {
      step: step - 1,
      reach: far,
      group: { kind: group, values: (values ?? []).map(({ value }) => value) },
      took: { over, within },
    };
    return personsOfDetail(ctx, input, breakdown, part);
  },
});

function partText(
  breakdown: string | null,
  group: FunnelPart['group']['kind'],
  values: readonly { readonly value: string }[],
): Words {
  if (breakdown === null || group === 'all') return words('', '');
  const named = plainWords(breakdown);
  const listed = joinWords(
    values.map(({ value }) => value),
    words('、', ', '),
  );
  switch (group) {
    case 'none':
      return words(`，没有「${named.zh}」`, `, without ${named.en}`);
    case 'value':
      return words(`，「${named.zh}」是 ${listed.zh}`, `, ${named.en} is ${listed.en}`);
    case 'others':
      return words(`，「${named.zh}」是其他值`, `, ${named.en} is another value`);
  }
}
