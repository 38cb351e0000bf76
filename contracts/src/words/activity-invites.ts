import { words } from '../words.ts';

/** What a newcomer must have done to count for whoever brought her. */
export const inviteDeed = {
  registers: words('注册（验证手机号）', 'Registers (verifies her phone)'),
  orders: words('完成首单', 'Places an order that stays'),
} as const;
export type InviteDeed = keyof typeof inviteDeed;

/** Whose she is, where several sent her their invitation. */
export const inviteTouch = {
  first: words('最先带她来的人', 'Who brought her first'),
  last: words('她完成之前最后一次点开的人', 'Whose she opened last before she did it'),
} as const;
export type InviteTouch = keyof typeof inviteTouch;

/** Where a newcomer stands who came by an invitation. */
export const inviteState = {
  came: words('来了，还没完成', 'Came, has not done it yet'),
  done: words('已完成，等售后期过去', 'Did it, may still go back'),
  held: words('审核中', 'Under review'),
  counted: words('已计入', 'Counts'),
  refused: words('未通过', 'Refused'),
  void: words('不计入', 'Does not count'),
} as const;
export type InviteState = keyof typeof inviteState;

/** What somebody is told who opened an invitation. */
export const invited = {
  can: words('朋友邀请你，接受就有礼', 'Accept it and there is a gift'),
  phone: words('验证手机号，完成注册', 'Verify your phone number to register'),
  accepted: words('已接受邀请，去下第一单吧', 'Accepted: now place your first order'),
  done: words('已完成，谢谢你来', 'Done: good to have you'),
  held: words('审核中，通过后到账', 'Under review: it comes once that is through'),
  refused: words('这次邀请没有通过审核', 'This invitation was not accepted'),
  not_new: words(
    '你已经来过，邀请只给第一次来的朋友',
    'You have been here before: it is for who comes for the first time',
  ),
  others: words('你已经是另一位朋友邀请来的', 'Another friend brought you here'),
  her_own: words('这是你自己的邀请', 'It is your own invitation'),
  over: words('活动已经结束', 'It is over'),
} as const;
export type Invited = keyof typeof invited;
