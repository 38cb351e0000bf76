import { words } from '../words.ts';

/** What became of opening a group code. */
export const groupVisitOutcome = {
  shown: words('看到群的码', 'Shown the code of a group'),
  in_it: words('已经在群里', 'In the group already'),
  full: words('群都满了', 'All groups were full'),
  not_for_her: words('没有给她的群', 'No group for her'),
  closed: words('活码已停用', 'The code is archived'),
} as const;

/** How somebody left a customer group. */
export const groupLeftBy = {
  herself: words('自己退群', 'Left by herself'),
  removed: words('被移出群', 'Was taken out'),
  dismissed: words('群解散了', 'The group was dismissed'),
  unknown: words('不知道怎么走的，对账时发现', 'Nobody told: found when compared'),
} as const;

/** How she came into a customer group. */
export const groupJoinedBy = {
  invited: words('群成员邀请', 'Invited by a member'),
  invitation_link: words('邀请链接', 'By the link of an invitation'),
  code: words('扫码', 'By a code'),
  other: words('其他', 'Otherwise'),
} as const;

export const customerGroupState = {
  live: words('使用中', 'Live'),
  full: words('扫码进不去了', 'Closed to codes'),
  dismissed: words('已解散', 'Dismissed'),
} as const;

export const groupCodeState = {
  live: words('使用中', 'In use'),
  no_room: words('有人没有群可进', 'Somebody has no group to join'),
  archived: words('已停用', 'Archived'),
} as const;

/** Whom a part of a group code is for. */
export const groupLaneFor = {
  bought: words('下过单的', 'Who has bought'),
  not_bought: words('没下过单的', 'Who has not bought yet'),
  some: words('符合条件的', 'Whom a condition holds for'),
  everyone: words('其他所有人', 'Everybody else'),
} as const;
