import { words } from '@huoshui/contracts/words';
import { momentReaction } from '@huoshui/contracts/words/moments';
import { friendEndedBy, staffSendKind, visitOutcome } from '@huoshui/contracts/words/scrm';
import { groupJoinedBy, groupLeftBy, groupVisitOutcome } from '@huoshui/contracts/words/scrm-groups';
import { type Static, Type } from '@sinclair/typebox';
import { type Each, fact } from '../../platform/facts.ts';

const about = {
  /** Empty where nobody knows yet which member she is. */
  memberId: Type.String(),
  friendId: Type.String(),
  userid: Type.String(),
  staff: Type.String(),
  /** Empty where she was added some other way. */
  contactWayId: Type.String(),
  way: Type.String(),
  /** Where she came by a code that is somebody's own: whose, her id at WeCom, and whether she had been a friend of anybody of the shop before. */
  shared: Type.Optional(Type.Object({ subject: Type.String(), externalUserid: Type.String(), known: Type.Boolean() })),
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

const Found = Type.Object({
  ...about,
  personNo: Type.Integer(),
  at: Type.String(),
  /** Null: she was added. */
  by: Type.Union([Type.Null(), friendLost.schema.properties.by]),
  again: Type.Boolean(),
});
export type FoundFriend = Static<typeof Found>;

/**
 * Friendships that had long begun or ended when they were found (the first reading of a corp): each a `friendAdded` or `friendLost`
 * of its moment. Who acts on what happens here does not hear these; who counts does.
 */
export const friendsFound = fact('friend.found', Type.Object({ friends: Type.Array(Found) }), {
  words: words('补记企微好友', 'WeCom friends taken over'),
  each: ({ friends }) => friends.map(oneOf),
});

function oneOf({ at, personNo, by, again, ...about }: FoundFriend): Each {
  const occurredAt = new Date(at);
  return by === null
    ? { type: friendAdded.type, personNo, payload: { ...about, again }, occurredAt }
    : { type: friendLost.type, personNo, payload: { ...about, by }, occurredAt };
}

/** The welcome of a contact way was sent to her, or what the shop says to who came by none. */
export const friendWelcomed = fact(
  'friend.welcomed',
  Type.Object({
    ...about,
    /** It went with a card of a coupon. */
    card: Type.Boolean(),
  }),
  {
    words: words('发出欢迎语', 'Sent a welcome'),
    tell: ({ staff, way }) => ({
      side: 'touch',
      title: words(`${staff} 的欢迎语`, `Welcome of ${staff}`),
      detail:
        way === ''
          ? words('默认欢迎语', 'the default welcome')
          : words(`活码「${way}」`, `by the contact way “${way}”`),
    }),
  },
);

/** A member of staff wrote down what was said or agreed. */
export const customerNoted = fact(
  'customer.noted',
  Type.Object({ memberId: Type.String(), userid: Type.String(), staff: Type.String(), text: Type.String() }),
  {
    words: words('导购写跟进记录', 'Staff wrote a note'),
    tell: ({ staff, text }) => ({
      side: 'touch',
      title: words(`${staff} 的跟进记录`, `Note of ${staff}`),
      detail: words(text, text),
    }),
  },
);

/** A member of staff sent something into her chat from the sidebar. */
export const staffSent = fact(
  'staff.sent',
  Type.Object({
    memberId: Type.String(),
    externalUserid: Type.String(),
    userid: Type.String(),
    staff: Type.String(),
    kind: Type.Unsafe<keyof typeof staffSendKind>(Type.String({ enum: Object.keys(staffSendKind) })),
    of: Type.String(),
    label: Type.String(),
  }),
  {
    words: words('导购在聊天里发了内容', 'Staff sent something in the chat'),
    tell: ({ staff, kind, label }) => ({
      side: 'touch',
      title: words(
        `${staff} 发了${staffSendKind[kind].zh}`,
        `${staff} sent ${staffSendKind[kind].en.replace(/^./, (letter) => letter.toLowerCase())}`,
      ),
      ...(label === '' ? {} : { detail: words(label, label) }),
    }),
  },
);

const aboutMoment = { memberId: Type.String(), momentId: Type.String(), moment: Type.String() };

/** She came by the link of a moment: the first time counts. */
export const momentOpened = fact('moment.opened', Type.Object(aboutMoment), {
  words: words('点开朋友圈的链接', 'Opened the link of a moment'),
  tell: ({ moment }) => ({
    side: 'act',
    title: words(`点开朋友圈「${moment}」的链接`, `Opened the link of the moment “${moment}”`),
  }),
});

/** A heart or a comment of hers; what she wrote WeCom does not tell. */
export const momentAnswered = fact(
  'moment.answered',
  Type.Object({
    ...aboutMoment,
    userid: Type.String(),
    staff: Type.String(),
    how: Type.Unsafe<keyof typeof momentReaction>(Type.String({ enum: Object.keys(momentReaction) })),
  }),
  {
    words: words('赞或评论朋友圈', 'Answered a moment'),
    tell: ({ moment, staff, how }) => ({
      side: 'act',
      title: words(
        `${momentReaction[how].zh}了朋友圈「${moment}」`,
        `${momentReaction[how].en} the moment “${moment}”`,
      ),
      detail: words(`${staff} 发表的`, `published by ${staff}`),
    }),
  },
);

/** Of a time in a customer group. */
const aboutGroup = {
  memberId: Type.String(),
  /** Of this time in the group: coming back is another. */
  membershipId: Type.String(),
  chatId: Type.String(),
  group: Type.String(),
  /** Empty where she came some other way. */
  groupCodeId: Type.String(),
  code: Type.String(),
  lane: Type.String(),
};

/** Somebody opened a group code: which group she was shown. */
export const groupShown = fact(
  'group.shown',
  Type.Object({
    memberId: Type.String(),
    groupCodeId: Type.String(),
    code: Type.String(),
    lane: Type.String(),
    chatId: Type.String(),
    group: Type.String(),
    outcome: Type.Unsafe<keyof typeof groupVisitOutcome>(Type.String({ enum: Object.keys(groupVisitOutcome) })),
  }),
  {
    words: words('打开群活码', 'Opened a group code'),
    tell: ({ code, group, outcome }) => ({
      side: 'act',
      title: words(`打开群活码「${code}」`, `Opened the group code “${code}”`),
      detail: group === '' ? groupVisitOutcome[outcome] : words(`看到「${group}」`, `shown “${group}”`),
    }),
  },
);

export const groupJoined = fact(
  'group.joined',
  Type.Object({
    ...aboutGroup,
    by: Type.Unsafe<keyof typeof groupJoinedBy>(Type.String({ enum: Object.keys(groupJoinedBy) })),
    /** Who of the staff invited her; of invitations by customers nobody tells. */
    invitedBy: Type.String(),
    /** She had been in it before. */
    again: Type.Boolean(),
    /** It was a day ago or more when it was heard of: history, not news. */
    late: Type.Boolean(),
  }),
  {
    words: words('加入客户群', 'Joined a customer group'),
    tell: ({ group, code, by, invitedBy }) => ({
      side: 'act',
      title: words(`加入客户群「${group}」`, `Joined the group “${group}”`),
      detail:
        code !== ''
          ? words(`群活码「${code}」`, `by the group code “${code}”`)
          : invitedBy === ''
            ? groupJoinedBy[by]
            : words(`${invitedBy} 邀请`, `invited by ${invitedBy}`),
    }),
  },
);

export const groupLeft = fact(
  'group.left',
  Type.Object({
    ...aboutGroup,
    by: Type.Unsafe<keyof typeof groupLeftBy>(Type.String({ enum: Object.keys(groupLeftBy) })),
    /** Whole days that she was in it. */
    days: Type.Integer(),
  }),
  {
    words: words('离开客户群', 'Left a customer group'),
    tell: ({ group, by, days }) => ({
      side: 'act',
      title: words(`离开客户群「${group}」`, `Left the group “${group}”`),
      detail: words(`${groupLeftBy[by].zh}，待了 ${days} 天`, `${groupLeftBy[by].en}, after ${days} days`),
    }),
  },
);
