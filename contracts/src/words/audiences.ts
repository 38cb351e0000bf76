import { words } from '../words.ts';

/** Lifecycle stages, in the order in which a member passes them. */
export const stage = {
  none: words('未购买', 'Never paid'),
  new: words('导入期', 'New'),
  growing: words('成长期', 'Growing'),
  mature: words('成熟期', 'Mature'),
  declining: words('低迷期', 'Declining'),
  lost: words('流失期', 'Lost'),
} as const;

/** The eight classic groups: recent? often? much?, each high (1) or not (0). */
export const rfmGroup = {
  '111': words('重要价值客户', 'Champions'),
  '011': words('重要保持客户', 'Valuable, away for a while'),
  '101': words('重要发展客户', 'Valuable, seldom'),
  '001': words('重要挽留客户', 'Valuable, nearly lost'),
  '110': words('一般价值客户', 'Regulars'),
  '010': words('一般保持客户', 'Regulars, away for a while'),
  '100': words('一般发展客户', 'Newcomers'),
  '000': words('一般挽留客户', 'Nearly lost'),
} as const;

/** In the order in which they are shown. Said by itself: of keys that look like numbers, an object forgets the order. */
export const RFM_GROUPS = ['111', '011', '101', '001', '110', '010', '100', '000'] as const;

/** Models of buying, by the names that the literature gives them. */
export const buyingKind = { bg: words('BG/NBD', 'BG/NBD'), mbg: words('MBG/NBD', 'MBG/NBD') } as const;

/** How likely a buyer is to buy again at all. */
export const valueBand = {
  sure: words('80% 以上', '80% or more'),
  likely: words('60%–80%', '60%–80%'),
  open: words('40%–60%', '40%–60%'),
  doubtful: words('20%–40%', '20%–40%'),
  gone: words('20% 以下', 'below 20%'),
} as const;

/** What a change of the lifecycle rules does for those who change their stage by it. */
export const rulesApply = {
  silent: words('静默应用', 'Apply silently'),
  start: words('让旅程对他们开始', 'Start journeys for them'),
} as const;

/** What a condition asks about, in the order in which they are offered. */
export const conditionAbout = {
  acts: words('做过什么', 'What they did'),
  orders: words('买过什么', 'What they bought'),
  value: words('阶段与价值', 'Stage and value'),
  profile: words('会员资料与来源', 'Who they are, where from'),
  groups: words('标签与人群', 'Tags and segments'),
  benefits: words('等级、积分、券和卡', 'Level, points, coupons, cards'),
  consent: words('消息订阅', 'Consent to messages'),
} as const;

/** Whom a segment holds: whoever a rule means, or a list of members. */
export const segmentKind = { rule: words('规则', 'Rule'), list: words('名单', 'List') } as const;

/** When a segment is looked at again. */
export const segmentRefresh = {
  manual: words('手动刷新', 'By hand'),
  hourly: words('每小时', 'Every hour'),
  daily: words('每天', 'Every day'),
} as const;

export const segmentState = { active: words('使用中', 'In use'), archived: words('已归档', 'Archived') } as const;

/** What asks for a segment. */
export const segmentUse = {
  segment: words('人群', 'Segment'),
  tag_rule: words('标签规则', 'Rule of a tag'),
  journey: words('旅程', 'Journey'),
  drawing: words('画稿', 'Drawing'),
  activity: words('活动', 'Activity'),
  placement: words('弹窗与资源位', 'Pop-up or slot'),
  page: words('页面', 'Page'),
  group_code: words('群活码', 'Group code'),
} as const;

/** Why the members of a segment changed. */
export const segmentReason = {
  first: words('首次计算', 'First look'),
  refresh: words('刷新', 'Refreshed'),
  edited: words('修改条件', 'Condition changed'),
  uploaded: words('更新名单', 'List replaced'),
} as const;

/** How a rule that gives a tag stands. */
export const tagRuleState = {
  working: words('正在打标签', 'Being applied'),
  applied: words('已生效', 'Applied'),
  ending: words('正在结束', 'Ending'),
} as const;

/** What somebody does here; the highest that she reaches, later ones are higher. */
export const role = {
  ordinary: words('普通用户', 'an ordinary user'),
  active: words('活跃用户', 'an active user'),
  paying: words('付费用户', 'a paying user'),
  creating: words('内容贡献用户', 'one who reviews and shares'),
} as const;

/** How somebody comes by. */
export const rhythm = {
  frequent: words('高频', 'here often'),
  regular: words('正常', 'here at times'),
  at_risk: words('可能流失', 'at risk'),
  churned: words('已流失', 'churned'),
  unseen: words('从未来访', 'never here'),
} as const;

/** Signs that somebody is leaving. */
export const churnSign = {
  fewer: words('来得越来越少', 'comes less and less'),
  stuck: words('反复进结算却没买', 'went to checkout again and again and bought nothing'),
  refused: words('反复拒绝订阅消息', 'refused messages again and again'),
} as const;

/** What a buyer is worth beside the others. */
export const valueGrade = {
  S: words('S 级', 'S'),
  A: words('A 级', 'A'),
  B: words('B 级', 'B'),
  C: words('C 级', 'C'),
} as const;

/** By what grades are given. */
export const gradeBy = {
  expected: words('今后预计消费', 'what they are expected to spend'),
  spent: words('最近实际消费', 'what they spent'),
} as const;
