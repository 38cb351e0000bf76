import { words } from '../words.ts';

/** What became of opening a contact way. */
export const visitOutcome = {
  shown: words('看到导购的码', 'Shown a code of staff'),
  friend: words('已经是好友', 'A friend already'),
  closed: words('没有可加的导购', 'Nobody could be added'),
} as const;

/** Who ended a friendship. */
export const friendEndedBy = {
  customer: words('顾客删除了导购', 'The customer left'),
  staff: words('导购删除了顾客', 'The member of staff removed her'),
  transfer: words('转给了别的导购', 'Handed over to another'),
  unknown: words('不知道是谁，对账时发现', 'Nobody told: found when compared'),
} as const;

/** How somebody on a phone list stands. */
export const phoneEntryState = {
  waiting: words('待添加', 'To be asked'),
  asked: words('已申请，待通过', 'Asked'),
  passed: words('已通过', 'A friend now'),
  refused: words('不愿意加', 'Said no'),
  wrong: words('号码搜不到人', 'Wrong number'),
  stopped: words('已停止', 'Stopped'),
} as const;

/** What became of a welcome. */
export const welcomeState = {
  waiting: words('等待发送', 'Waiting'),
  sending: words('发送中', 'Being sent'),
  sent: words('已发送', 'Sent'),
  late: words('过了 20 秒，没有发', 'Not sent: twenty seconds were over'),
  refused: words('企业微信没有接受', 'Refused by WeCom'),
  unknown: words('不知道送到没有，不会重发', 'Nobody knows whether it arrived; not sent again'),
} as const;

export const contactWayState = {
  live: words('使用中', 'In use'),
  archived: words('已停用', 'Archived'),
} as const;

/** Who gets the coupon of a welcome. */
export const welcomeCouponFor = {
  everyone: words('每位好友', 'Every friend'),
  not_bought: words('还没下过单的', 'Who has not bought yet'),
} as const;

/** Whether a member of staff can be added. */
export const staffState = {
  able: words('可添加', 'Can be added'),
  full: words('好友已满', 'Full'),
  barred: words('没有客户联系权限', 'May not have customers'),
  gone: words('已离开企业', 'Has left the corp'),
} as const;

/** What a member of staff sent from the sidebar. */
export const staffSendKind = {
  product: words('商品', 'A product'),
  coupon: words('优惠券', 'A coupon'),
  script: words('话术', 'A script'),
  todo: words('待办里的内容', 'What a to-do has ready'),
} as const;

export const scriptState = {
  live: words('使用中', 'In use'),
  archived: words('已停用', 'Archived'),
} as const;
