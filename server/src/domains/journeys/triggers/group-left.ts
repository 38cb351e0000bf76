import { valuesOf, words } from '@huoshui/contracts/words';
import { groupLeftBy } from '@huoshui/contracts/words/scrm-groups';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { groupLeft as left } from '../../scrm/events.ts';
import { trigger } from '../trigger.ts';

const ways = valuesOf(groupLeftBy).map((value) => ({ value, label: groupLeftBy[value] }));

export const groupLeft = trigger({
  kind: 'group_left',
  words: words('离开客户群', 'Leaves a customer group'),
  form: form({
    fields: [
      {
        key: 'by',
        label: words('怎么走的', 'How she left'),
        kind: 'choices',
        options: ways,
        min: 1,
        initial: ['herself'],
      },
      {
        key: 'groups',
        label: words('哪些群', 'Which groups'),
        hint: words('不选就是任意一个', 'None chosen: any of them'),
        kind: 'picker',
        of: 'customer_group',
        many: 50,
        optional: true,
      },
    ],
    sentence: ({ by, groups }, names) => {
      const how = words(
        by.map((one) => groupLeftBy[one].zh).join('、'),
        by.map((one) => groupLeftBy[one].en.toLowerCase()).join(' or '),
      );
      const from = (groups ?? []).map((id) => names('customer_group', id) ?? words(id, id));
      return from.length === 0
        ? words(`离开客户群（${how.zh}）`, `Leaves a customer group (${how.en})`)
        : words(
            `离开 ${from.map(({ zh }) => zh).join('、')}（${how.zh}）`,
            `Leaves ${from.map(({ en }) => en).join(' or ')} (${how.en})`,
          );
    },
  }),
  on: [left],
  knows: ['group'],
  entrantOf({ by, groups }, told) {
    const one = payloadOf(left, told);
    if (!one || !by.some((way) => way === one.by)) return null;
    if (groups !== null && groups.length > 0 && !groups.includes(one.chatId)) return null;
    return {
      memberId: one.memberId,
      because: words(`离开了客户群「${one.group}」`, `Left the group “${one.group}”`),
      context: { group: one.group },
    };
  },
});
