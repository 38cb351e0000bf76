import type { FieldOption } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { RFM_GROUPS, rfmGroup } from '@huoshui/contracts/words/audiences';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { cutField, windowField } from '../reports/rfm.ts';
import { personsInGroups, personsWithScores } from '../rfm.ts';
import { asOfField, dayText } from './question.ts';

const groups: readonly FieldOption[] = RFM_GROUPS.map((value) => ({ value, label: rfmGroup[value] }));
const labels: Readonly<Record<string, FieldOption['label']>> = rfmGroup;

export const rfmGroupPeople = people({
  name: 'audiences.rfm_group',
  can: 'audiences.read',
  form: form({
    fields: [
      { key: 'group', label: words('分组', 'Group'), kind: 'choice', options: groups },
      asOfField,
      windowField,
      cutField,
    ],
    sentence: ({ group, asOf, windowDays }) => {
      const [name, day] = [labels[group] ?? words(group, group), dayText(asOf)];
      return words(
        `${day.zh}往前 ${windowDays} 天买过的会员里的${name.zh}`,
        `${name.en}, of the buyers of the ${windowDays} days until ${asOf ?? 'now'}`,
      );
    },
  }),
  persons: async (ctx, { group, ...question }) => personsInGroups(ctx, question, [group]),
});

export const rfmScorePeople = people({
  name: 'audiences.rfm_score',
  can: 'audiences.read',
  form: form({
    fields: [
      { key: 'r', label: words('活跃度', 'Recency'), kind: 'count', min: 1, max: 5 },
      { key: 'f', label: words('购买频次', 'Frequency'), kind: 'count', min: 1, max: 5 },
      asOfField,
      windowField,
    ],
    sentence: ({ r, f, asOf, windowDays }) =>
      words(
        `${dayText(asOf).zh}往前 ${windowDays} 天买过的会员里，活跃度 ${r} 分、购买频次 ${f} 分的`,
        `Recency ${r} and frequency ${f}, of the buyers of the ${windowDays} days until ${asOf ?? 'now'}`,
      ),
  }),
  persons: async (ctx, { r, f, ...question }) => personsWithScores(ctx, question, { r, f }),
});
