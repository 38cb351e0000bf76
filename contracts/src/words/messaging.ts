import { words } from '../words.ts';

/** The ways to reach a shopper, each an object in `server/src/domains/messaging/channels/<name>`. */
export const channel = {
  subscribe: words('订阅消息', 'Subscribe message'),
  inbox: words('站内信', 'Inbox message'),
  sms: words('短信', 'Text message'),
  wecom: words('导购企微消息', 'WeCom message of staff'),
  account_kf: words('公众号客服消息', 'Customer-service message of an account'),
  account_notice: words('公众号订阅通知', 'Subscribe notice of an account'),
  account_template: words('公众号模板消息', 'Template message of an account'),
  account_mass: words('公众号群发', 'Mass message of an account'),
} as const;

/** After which act she is asked to allow messages: each explains by itself why. */
export const askMoment = {
  order_paid: words('付款成功', 'After paying'),
  activity_waits: words('活动当天接满时', 'When a day of an activity takes no more'),
  pickup_paid: words('付款成功（自提）', 'After paying, to be collected'),
  card_paid: words('开通会员卡', 'After buying a card'),
  cart: words('购物车', 'In the cart'),
  favourite: words('收藏商品', 'After keeping goods in mind'),
  back_in_stock: words('到货提醒', 'Asking for goods that are sold out'),
  flash_sale: words('秒杀提醒', 'Asking to be told of a flash sale'),
  theme_day: words('预约主题日', 'Asking to be told of a theme'),
  coupon_taken: words('领取优惠券', 'After taking a coupon'),
  check_in: words('签到', 'At the check-in'),
  refund_asked: words('申请售后', 'Asking for a refund'),
} as const;

export type AskMoment = keyof typeof askMoment;

export const messageKind = {
  service: words('服务通知', 'Service'),
  marketing: words('营销消息', 'Marketing'),
} as const;

export const verdict = {
  send: words('发送', 'Send'),
  defer: words('推迟', 'Defer'),
  suppress: words('不发', 'Suppress'),
} as const;

/** Why a channel is passed over, a message deferred or suppressed. */
export const verdictReason = {
  ok: words('可以发送', 'May be sent'),
  blocked: words('会员已拒收', 'The member is blocked'),
  template_off: words('模板已停用', 'The template is switched off'),
  no_channel: words('没有这个渠道', 'No such channel'),
  no_address: words('这个渠道联系不到她', 'The channel does not reach her'),
  no_content: words('内容不全，空着的不发', 'A value that its text needs is missing'),
  no_consent: words('没有订阅额度', 'No consent left'),
  refused: words('用户拒绝了订阅', 'She refused to subscribe'),
  window_closed: words('超过可主动联系的时限', 'The time to write to her is over'),
  channel_cap: words('达到渠道的上限', 'The channel’s cap is reached'),
  holdout: words('对照组，不打扰', 'Holdout: left alone'),
  goal_reached: words('目标已达成，不再发送', 'Goal reached: no longer sent'),
  exited: words('旅程已结束或已离开', 'The journey has ended, or she left it'),
  paused: words('旅程已暂停，恢复后再发', 'The journey is paused: sent when it goes on'),
  goal_over: words('目标期限已过，不再发送', 'The time of the goal is over: no longer sent'),
  order_returned: words('订单已全额退款，不再发送', 'The order was given back whole: no longer sent'),
  replaced: words('有更新的通知，这条不再发', 'A newer notice took its place'),
  benefit_gone: words('权益已用掉或收回，不再通知', 'The benefit is used or gone: nothing to tell of'),
  goods_gone: words('商品已售完或下架，不再通知', 'The goods are sold out or off the shelf: nothing to tell of'),
  price_back: words('价格又涨回去了，不再通知', 'The price has gone up again: nothing to tell of'),
  over_budget: words('预算已用完，没有送出，不通知', 'The budget is spent, nothing was given: nothing to tell of'),
  unbounded: words(
    '权益没有封顶，不能用预算送出，不通知',
    'No cap on the benefit, so no budget pays: nothing to tell of',
  ),
  benefit_limit: words(
    '她已有每人可有的份数，没有送出，不通知',
    'She has all of the benefit that a member may have: nothing was given, nothing to tell of',
  ),
  unavailable: words(
    '权益已发完或停用，没有送出，不通知',
    'The benefit has run out or ended: nothing was given, nothing to tell of',
  ),
  theme_off: words('这天的主题取消了，不再提醒', 'The theme of the day was taken off: nothing to remind of'),
  done: words('她已经做了，或当天已过，不再提醒', 'She did it, or the day is over: no reminder'),
  unsubscribed: words('她退订了营销短信', 'She wants no more promotions by text'),
  not_approved: words('短信文案还没有审核通过', 'Its text has not been approved yet'),
  no_right: words('她关注的公众号没有这项权限', 'The account that she follows has no right to it'),
  channel_refused: words('渠道没有接受', 'The channel did not accept it'),
  frequency_cap: words('达到频次上限', 'Cap reached'),
  quiet_hours: words('免打扰时段，顺延发送', 'Quiet hours: sent later'),
  rate: words('发送过快，稍后发送', 'Too many at once: sent later'),
  retry: words('渠道暂时没收，稍后再发', 'The channel did not take it: tried again later'),
} as const;

/** accepted: the channel took it. unknown: nobody knows whether it did, so it is never sent again blindly. */
export const outboundState = {
  queued: words('等待发送', 'Queued'),
  claimed: words('发送中', 'Claimed'),
  handed_over: words('已交给渠道', 'Handed over'),
  accepted: words('已送达', 'Accepted'),
  failed: words('发送失败', 'Failed'),
  unknown: words('结果未知', 'Unknown'),
  suppressed: words('未发送', 'Suppressed'),
  cancelled: words('已取消', 'Cancelled'),
} as const;

/** What a member has answered when she was asked for a message: what is left counts first, as it does when one is sent. */
export const consentState = {
  left: words('还能发', 'Allowed'),
  used_up: words('已用完', 'Used up'),
  refused: words('已拒绝', 'Refused'),
  never: words('没问过', 'Never asked'),
} as const;

/** How the review of a text at the vendor stands. */
export const smsTextState = {
  new: words('待提交', 'To be handed in'),
  waiting: words('审核中', 'In review'),
  approved: words('已通过', 'Approved'),
  refused: words('未通过', 'Refused'),
} as const;

/** What became of one text, as far as the carrier said. */
export const smsState = {
  sending: words('发送中', 'Being sent'),
  sent: words('等回执', 'Sent, no word yet'),
  delivered: words('已送达', 'Delivered'),
  failed: words('没有送达', 'Not delivered'),
  silent: words('没有回执', 'No word came'),
} as const;
