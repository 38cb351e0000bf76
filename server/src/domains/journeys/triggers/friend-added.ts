import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { friendAdded as added } from '../../scrm/events.ts';
import { trigger } from '../trigger.ts';

export const friendAdded = trigger({
  kind: 'friend_added',
  words: words('添加导购', 'Adds a member of staff'),
  form: form({
    fields: [
      {
        key: 'ways',
        label: words('通过哪些活码', 'By which contact ways'),
        hint: words('不选就是任何方式', 'None chosen: however she was added'),
        kind: 'picker',
        of: 'contact_way',
        many: 20,
        optional: true,
      },
      {
        key: 'again',
        label: words('删过又加回来的也算', 'Also who comes back'),
        kind: 'switch',
        initial: false,
      },
    ],
    sentence: ({ ways }, names) => {
      if (ways === null || ways.length === 0) return words('添加了导购', 'Adds a member of staff');
      const all = ways.map((id) => names('contact_way', id) ?? words(id, id));
      return words(
        `通过${all.map(({ zh }) => `「${zh}」`).join('、')}添加了导购`,
        `Adds a member of staff by ${all.map(({ en }) => `“${en}”`).join(' or ')}`,
      );
    },
  }),
  on: [added],
  knows: ['staff'],
  entrantOf({ ways, again }, told) {
    const friend = payloadOf(added, told);
    // Who is no member yet is nobody whom a journey could reach.
    if (!friend || friend.memberId === '' || (friend.again && !again)) return null;
    if (ways !== null && ways.length > 0 && !ways.includes(friend.contactWayId)) return null;
    return {
      memberId: friend.memberId,
      because: words(`添加了导购 ${friend.staff}`, `Added ${friend.staff}`),
      context: { staff: friend.staff },
    };
  },
});
