import { valuesOf, words } from '@huoshui/contracts/words';
import { friendEndedBy } from '@huoshui/contracts/words/scrm';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { friendLost as lost } from '../../scrm/events.ts';
import { trigger } from '../trigger.ts';

const ends = valuesOf(friendEndedBy).map((value) => ({ value, label: friendEndedBy[value] }));

export const friendLost = trigger({
  kind: 'friend_lost',
  words: words('不再是导购好友', 'Is a friend of staff no more'),
  form: form({
    fields: [
      {
        key: 'by',
        label: words('怎么结束的', 'How it ended'),
        kind: 'choices',
        options: ends,
        min: 1,
        initial: ['customer'],
      },
    ],
    sentence: ({ by }) =>
      words(
        by.map((one) => friendEndedBy[one].zh).join('、'),
        by.map((one) => friendEndedBy[one].en.toLowerCase()).join(' or '),
      ),
  }),
  on: [lost],
  knows: ['staff'],
  entrantOf({ by }, told) {
    const friend = payloadOf(lost, told);
    if (!friend || friend.memberId === '' || !by.some((one) => one === friend.by)) return null;
    return {
      memberId: friend.memberId,
      because: words(`与导购 ${friend.staff} 不再是好友`, `Is no friend of ${friend.staff} any more`),
      context: { staff: friend.staff },
    };
  },
});
