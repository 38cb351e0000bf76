import { words } from '../words.ts';

/** What an official account was registered as: since 2025 the platform calls a subscription account 公众号. */
export const accountType = {
  service: words('服务号', 'Service account'),
  subscription: words('公众号（订阅号）', 'Subscription account'),
} as const;

/** 消息加解密方式 in the console of the account. */
export const accountMode = {
  safe: words('安全模式或兼容模式', 'Safe or compatible mode'),
  plain: words('明文模式', 'Plain mode'),
} as const;

export const accountState = {
  live: words('使用中', 'In use'),
  archived: words('已停用', 'Archived'),
} as const;

/** What an account may or may not do, by its type and its certificate. */
export const accountCapability = {
  reply: words('自动回复', 'Replies'),
  menu: words('自定义菜单', 'Menu'),
  personal_menu: words('个性化菜单', 'Personal menus'),
  custom: words('客服消息', 'Customer-service messages'),
  users: words('关注者资料（unionid）', 'Who follows (unionid)'),
  tags: words('标签', 'Tags'),
  mass: words('群发', 'Mass messages'),
  codes: words('带参数的二维码', 'Codes that carry something'),
  template: words('模板消息', 'Template messages'),
  notice: words('订阅通知', 'Subscribe notices'),
} as const;

/** What a rule waits for. */
export const ruleOn = {
  keyword: words('发来关键词', 'A keyword is sent'),
  menu: words('点菜单', 'A menu button is tapped'),
  follow: words('关注', 'Somebody follows'),
  scan: words('已关注的人扫码', 'A follower scans a code'),
  other: words('别的话都没对上', 'Anything else is sent'),
} as const;

export const ruleMatch = {
  contains: words('包含就算', 'It contains it'),
  equals: words('完全一样才算', 'It is exactly this'),
} as const;

export const ruleFor = {
  everybody: words('所有人', 'Everybody'),
  some: words('符合条件的人', 'Who meets a condition'),
} as const;

/** Where a rule sends her on. */
export const ruleHands = {
  none: words('不引到别处', 'Nowhere'),
  account: words('另一个公众号', 'Another account'),
  contact_way: words('导购活码', 'A contact way of staff'),
  page: words('小程序页面', 'A page of the mini program'),
  quiz: words('趣味测试', 'A quiz'),
} as const;

export const ruleLimit = {
  always: words('不限', 'As often as she asks'),
  once: words('每人一次', 'Once a person'),
} as const;

export const ruleState = {
  live: words('使用中', 'In use'),
  archived: words('已停用', 'Archived'),
} as const;

/** What became of what she asked for. */
export const askOutcome = {
  given: words('给了', 'Given'),
  refused: words('条件不符', 'Not entitled'),
  repeated: words('已经领过', 'Had it before'),
  used_up: words('已领完', 'Used up'),
  unmatched: words('没有规则', 'No rule'),
} as const;

/** How a reply got to her. */
export const replyState = {
  waiting: words('等待发送', 'Waiting'),
  sending: words('发送中', 'Being sent'),
  passive: words('5 秒内直接回复', 'Answered within five seconds'),
  sent: words('以客服消息补发', 'Sent as a customer-service message'),
  refused: words('没有发出', 'Not sent'),
  unknown: words('不知道送到没有，不会重发', 'Nobody knows whether it arrived; not sent again'),
} as const;

/** What opened the time in which she may be written to. */
export const windowKind = {
  message: words('她发来消息', 'She wrote'),
  menu: words('她点了菜单', 'She tapped the menu'),
  follow: words('她关注了', 'She followed'),
  scan: words('她扫了码', 'She scanned'),
} as const;

/** Whom an operator's own words go to. */
export const broadcastTo = {
  everybody: words('所有关注者', 'All who follow'),
  tag: words('有某个会员标签的关注者', 'Followers with a tag of members'),
} as const;

export const broadcastState = {
  planned: words('未启动', 'Not started'),
  waiting: words('等待发送', 'Waiting'),
  running: words('微信正在发', 'WeChat is sending it'),
  sent: words('已发出', 'Sent'),
  failed: words('没有发出', 'Not sent'),
  unknown: words('不知道发出没有', 'Nobody knows whether it was sent'),
  cancelled: words('已取消', 'Cancelled'),
} as const;

export const menuState = {
  draft: words('有未发布的修改', 'Not published yet'),
  published: words('已发布', 'Published'),
} as const;

export const menuDoes = {
  group: words('展开子菜单', 'Opens its own buttons'),
  reply: words('按规则回复', 'Is answered by a rule'),
  page: words('打开小程序页面', 'Opens a page of the mini program'),
  url: words('打开网页', 'Opens a web page'),
} as const;
