import { words } from '@huoshui/contracts/words';
import { friendEndedBy, visitOutcome } from '@huoshui/contracts/words/scrm';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const about = {
  /** Empty where nobody knows yet which member she is. */
  memberId: Type.String(),
  friendId: Type.String(),
  userid: Type.String(),
  staff: Type.String(),
  /** Empty where she was added some other way. */
  contactWayId: Type.String(),
  way: Type.String(),
};

/** Somebody opened a contact way: whom she was shown. */
export const contactShown = fact(
  'contact.shown',
  Type.Object({
    memberId: Type.String(),
    contactWayId: Type.String(),
    way: Type.String(),
    userid: Type.String(),
    staff: Type.String(),
    outcome: Type.Unsafe<keyof typeof visitOutcome>(Type.String({ enum: Object.keys(visitOutcome) })),
  }),
  {
    words: words('打开导购活码', 'Opened a contact way'),
    tell: ({ way, staff, outcome }) => ({
      side: 'act',
      title: words(`打开活码「${way}」`, `Opened the contact way “${way}”`),
      detail: staff === '' ? visitOutcome[outcome] : words(`看到 ${staff}`, `shown ${staff}`),
    }),
  },
);

export const friendAdded = fact(
  'friend.added',
  Type.Object({
    ...about,
    /** She had been one before. */
    again: Type.Boolean(),
  }),
  {
    words: words('添加导购', 'Added a member of staff'),
    tell: ({ staff, way, again }) => ({
      side: 'act',
      title: again
        ? words(`又添加了导购 ${staff}`, `Added ${staff} again`)
        : words(`添加了导购 ${staff}`, `Added ${staff}`),
      ...(way === '' ? {} : { detail: words(`活码「${way}」`, `by the contact way “${way}”`) }),
    }),
  },
);

export const friendLost = fact(
  'friend.lost',
  Type.Object({
    ...about,
    by: Type.Unsafe<keyof typeof friendEndedBy>(Type.String({ enum: Object.keys(friendEndedBy) })),
  }),
  {
    words: words('不再是导购好友', 'Is a friend of staff no more'),
    tell: ({ staff, by }) => ({
      side: 'act',
      title: words(`与导购 ${staff} 不再是好友`, `Is no friend of ${staff} any more`),
      detail: friendEndedBy[by],
    }),
  },
);
