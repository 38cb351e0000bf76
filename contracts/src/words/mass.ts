import { words } from '../words.ts';

/** To whom a mass send goes. */
export const massTo = {
  members: words('按条件选会员', 'Members who meet a condition'),
  staff: words('导购的全部客户', 'All customers of some staff'),
  groups: words('客户群', 'Customer groups'),
} as const;

/** Which of several members of staff writes to a customer who has several. */
export const massSender = {
  longest: words('加得最久的导购', 'Who has been her friend longest'),
  latest: words('最近加的导购', 'Whom she added last'),
  own: words('带她来的导购', 'Whose contact way she came by'),
  order: words('上一单时在身边的导购', 'Who was with her at her last order'),
  wecom: words('企业微信决定的导购（最近聊过的）', 'Whom WeCom chooses (who wrote last)'),
} as const;

/** What stands below the text. */
export const massCard = {
  none: words('只发文字', 'Text alone'),
  coupon: words('放进卡包的优惠券', 'A coupon, in her wallet already'),
  product: words('商品', 'A product'),
  activity: words('活动', 'An activity'),
  home: words('商城首页', 'The front of the shop'),
} as const;

export const massState = {
  draft: words('草稿', 'Draft'),
  planning: words('正在计算', 'Being planned'),
  planned: words('待下发', 'Planned'),
  running: words('进行中', 'Under way'),
  ended: words('已结束', 'Ended'),
  stopped: words('已停止', 'Stopped'),
} as const;

/** How far the part of one member of staff is. */
export const massTaskState = {
  waiting: words('等待下发', 'Waiting'),
  creating: words('下发中', 'Being made'),
  offered: words('等导购确认', 'Waits for her'),
  done: words('已完成', 'Done'),
  stopped: words('已停止', 'Stopped'),
  failed: words('没有建成', 'Not made'),
} as const;

/** What became of one customer, or one group. */
export const massOutcome = {
  left_out: words('不打扰', 'Left out'),
  planned: words('待下发', 'Planned'),
  offered: words('等导购发送', 'Waits for staff'),
  sent: words('已送达', 'Sent'),
  not_friend: words('已不是好友', 'No friend any more'),
  limit: words('企微群发次数用完', 'Had as many as WeCom allows'),
  unsent: words('导购没有发', 'Staff did not send it'),
  failed: words('企业微信没有接受', 'Refused by WeCom'),
} as const;

/** Why somebody is left out before anything is made. */
export const massLeftOut = {
  no_friend: words('不是任何导购的好友', 'Nobody’s friend'),
  blocked: words('已拒收消息', 'Refuses messages'),
  holdout: words('对照组', 'Held out'),
  frequency_cap: words('达到频次上限', 'Cap of messages reached'),
  limit: words('企微群发次数用完', 'Had as many as WeCom allows'),
  no_coupon: words('券领不到（发完或已到上限）', 'The coupon has run out, or she has all of it'),
} as const;

/** 群发规则, set in the console of the corp; no API tells it. */
export const massRule = {
  month: words('每月最多为当月天数', 'As many a month as it has days'),
  week: words('每周 7 次', 'Seven a week'),
  day: words('每天 1 次', 'One a day'),
} as const;
