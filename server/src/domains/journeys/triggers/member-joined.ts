import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { memberJoined as joined } from '../../members/events.ts';
import { trigger } from '../trigger.ts';

const name = words('成为会员', 'Becomes a member');

export const memberJoined = trigger({
  kind: 'member_joined',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [joined],
  knows: [],
  entrantOf(_values, told) {
    const member = payloadOf(joined, told);
    if (!member || member.source.startsWith('import:')) return null;
    return { memberId: member.memberId, because: words('成为会员', 'Became a member'), context: {} };
  },
});
