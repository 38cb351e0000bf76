import type { FieldOption } from '@huoshui/contracts/form';
import { joinWords, words } from '@huoshui/contracts/words';
import { RFM_GROUPS, rfmGroup } from '@huoshui/contracts/words/audiences';
import { personsIn } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { condition } from '../condition.ts';
import { personsInGroups } from '../rfm.ts';

const groups: readonly FieldOption[] = RFM_GROUPS.map((value) => ({ value, label: rfmGroup[value] }));
const cuts = [
  { value: 'mean', label: words('平均值', 'the mean') },
  { value: 'median', label: words('中位数', 'the median') },
] as const;

/** The group she is in beside all buyers of the days: who is in it hangs on everybody, so both forms ask the event store. */
export const rfmIn = condition({
  kind: 'rfm_in',
  about: 'value',
  words: words('RFM 分层', 'In an RFM group'),
  asksStore: true,
  form: form({
    fields: [
      { key: 'groups', label: words('客户群', 'Groups'), kind: 'choices', options: groups, min: 1 },
      {
        key: 'windowDays',
        label: words('统计天数', 'Days looked at'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 7,
        max: 1095,
        initial: 365,
      },
      { key: 'cut', label: words('高低分界', 'High from'), kind: 'choice', options: cuts, initial: 'mean' },
    ],
    sentence: ({ groups: chosen, windowDays }) => {
      const all = joinWords(
        groups.filter(({ value }) => chosen.includes(value)).map(({ label }) => label),
        words('、', ' or '),
      );
      return words(`按 ${windowDays} 天属于${all.zh}`, `by ${windowDays} days one of: ${all.en}`);
    },
  }),
  persons: async (ctx, { groups, windowDays, cut }, asOf) =>
    personsInGroups({ ...ctx, now: () => asOf }, { windowDays, cut }, groups),
  holds: async (ctx, { groups, windowDays, cut }, personNos, asOf) =>
    personsIn(ctx, await personsInGroups({ ...ctx, now: () => asOf }, { windowDays, cut }, groups), personNos),
});
