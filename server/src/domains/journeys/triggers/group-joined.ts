import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { groupJoined as joined } from '../../scrm/events.ts';
import { trigger } from '../trigger.ts';

export const groupJoined = trigger({
  kind: 'group_joined',
  words: words('加入客户群', 'Joins a customer group'),
  form: form({
    fields: [
      {
        key: 'codes',
        label: words('通过哪些群活码', 'By which group codes'),
        hint: words('不选就是任何方式', 'None chosen: however she came'),
        kind: 'picker',
        of: 'group_code',
        many: 20,
        optional: true,
      },
      {
        key: 'lane',
        label: words('只要走这一路的', 'Only this part of the code'),
        hint: words('群活码里那一路的名字，例如：科普群', 'As the code calls it, e.g. benefits'),
        kind: 'text',
        max: 12,
        optional: true,
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
      {
        key: 'again',
        label: words('退过又进来的也算', 'Also who comes back'),
        kind: 'switch',
        initial: false,
      },
    ],
    sentence: ({ codes, lane, groups }, names) => {
      const by = (codes ?? []).map((id) => names('group_code', id) ?? words(id, id));
      const into = (groups ?? []).map((id) => names('customer_group', id) ?? words(id, id));
      const where =
        into.length === 0
          ? words('客户群', 'a customer group')
          : words(into.map(({ zh }) => zh).join('、'), into.map(({ en }) => en).join(' or '));
      const code =
        by.length === 0
          ? words('', '')
          : words(
              `通过${by.map(({ zh }) => `「${zh}」`).join('、')}`,
              ` by ${by.map(({ en }) => `“${en}”`).join(' or ')}`,
            );
      const part = lane === null ? words('', '') : words(`（${lane}）`, ` (${lane})`);
      return words(`${code.zh}加入${where.zh}${part.zh}`, `Joins ${where.en}${code.en}${part.en}`);
    },
  }),
  on: [joined],
  knows: ['group'],
  entrantOf({ codes, lane, groups, again }, told) {
    const one = payloadOf(joined, told);
    // What was read of a group that was there already is history.
    if (!one || one.late || (one.again && !again)) return null;
    if (codes !== null && codes.length > 0 && !codes.includes(one.groupCodeId)) return null;
    if (lane !== null && lane !== one.lane) return null;
    if (groups !== null && groups.length > 0 && !groups.includes(one.chatId)) return null;
    return {
      memberId: one.memberId,
      because: words(`加入了客户群「${one.group}」`, `Joined the group “${one.group}”`),
      context: { group: one.group },
    };
  },
});
