import { type WordsOf, words } from '../words.ts';

export const journeyState = {
  draft: words('草稿', 'Draft'),
  live: words('运行中', 'Live'),
  paused: words('已暂停', 'Paused'),
  ended: words('已结束', 'Ended'),
} as const satisfies WordsOf<string>;

export const runState = {
  waiting: words('等待中', 'Waiting'),
  converted: words('已达成', 'Converted'),
  completed: words('走完', 'Completed'),
  exited: words('已退出', 'Left'),
  parked: words('搁置', 'Parked'),
} as const satisfies WordsOf<string>;

export const arm = {
  treated: words('触达组', 'Treated'),
  holdout: words('对照组', 'Holdout'),
} as const satisfies WordsOf<string>;

/** Whether she did what the journey is measured by, and whether she still may. */
export const goalState = {
  reached: words('已达成目标', 'Goal reached'),
  missed: words('未达成目标', 'Goal not reached'),
} as const satisfies WordsOf<string>;
export const goalTime = {
  over: words('观察期已满', 'Time is over'),
  open: words('还在观察期', 'Still in time'),
} as const satisfies WordsOf<string>;

/** What a journey's result says: against the holdout, by an interval that holds however often one looks. */
export const upliftVerdict = {
  better: words('有效', 'It works'),
  worse: words('反而更差', 'It does harm'),
  unclear: words('还看不出', 'Not clear yet'),
  too_few: words('人太少', 'Too few people'),
} as const satisfies WordsOf<string>;

/** Groups of the palette: what a step is for. The canvas colours by it, so a new kind of step needs no colour of its own. */
export const stepGroup = {
  tell: words('发消息', 'Tell'),
  give: words('送权益', 'Give'),
  wait: words('等待', 'Wait'),
  ask: words('判断', 'Ask'),
  note: words('记录', 'Note'),
  end: words('离开', 'Leave'),
} as const satisfies WordsOf<string>;

/** Why a gift that a journey had for somebody was not given. */
export const giftRefused = {
  limit: words('她已有每人可有的份数', 'she has as many as one may have'),
  over_budget: words('预算已用完', 'the budget is spent'),
  unbounded: words('没有封顶，不能用预算送', 'nothing bounds it, so no budget pays for it'),
  unavailable: words('已发完或停用', 'it has run out or ended'),
} as const satisfies WordsOf<string>;

/** Whether something that the journey had for her was not given. */
export const giftState = {
  refused: words('有权益没送出', 'A gift was not given'),
} as const satisfies WordsOf<string>;

/** What tells several runs of one person apart. */
export const reentryKey = {
  order: words('每个订单', 'each order'),
  product: words('每个商品', 'each product'),
  happening: words('每次触发', 'each time'),
} as const satisfies WordsOf<string>;

/** What becomes of those who were brought in while a journey was paused. */
export const missed = {
  enter: words('补进旅程', 'Let them in'),
  skip: words('跳过他们', 'Skip them'),
} as const satisfies WordsOf<string>;

/** What becomes of those under way when a journey's settings change. */
export const underWay = {
  stay: words('按进入时的版本走完', 'Go on by the version they came in by'),
  follow: words('改按新版本继续', 'Follow the new version'),
} as const satisfies WordsOf<string>;

/** What became of a node between two versions. */
export const differenceKind = {
  added: words('新增', 'Added'),
  removed: words('删除', 'Removed'),
  changed: words('修改', 'Changed'),
} as const satisfies WordsOf<string>;

/** What a step does to people, for steps that speak of another one. */
export const nodeDeed = {
  tells: words('发消息', 'Tells'),
  gives: words('送权益', 'Gives'),
} as const satisfies WordsOf<string>;
