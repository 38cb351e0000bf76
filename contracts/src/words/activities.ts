import { words } from '../words.ts';

/** Ways of playing. */
export const activityPlay = {
  invite: words('邀请有礼', 'Invite friends'),
  fission: words('任务宝', 'Friends who add us'),
  likes: words('集赞助力', 'Likes of friends'),
  orders: words('下单目标', 'Order goal'),
  spending: words('消费目标', 'Spending goal'),
  group_buy: words('拼团', 'Group buy'),
  lottery: words('抽奖', 'Lottery'),
  bargain: words('砍价', 'Bargain'),
  flash_sale: words('限时秒杀', 'Flash sale'),
} as const;
export type ActivityPlay = keyof typeof activityPlay;

export const activityState = {
  draft: words('未上线', 'Not live yet'),
  scheduled: words('未开始', 'Scheduled'),
  warm_up: words('预热中', 'Warming up'),
  running: words('进行中', 'Running'),
  settling: words('结算中', 'Settling'),
  settled: words('已结算', 'Settled'),
  stopped: words('已终止', 'Stopped'),
} as const;
export type ActivityState = keyof typeof activityState;

/** When whoever reached a tier is given it. */
export const activityPays = {
  at_once: words('达成就发', 'As soon as it is reached'),
  settled: words('结束后统一发', 'After the end, to all at once'),
} as const;

export const activityFor = {
  everybody: words('所有人', 'Everybody'),
  some: words('符合条件的人', 'Whom conditions hold for'),
} as const;

/** How often the same friend may help the same member. */
export const helpsPerFriend = {
  once: words('整场一次', 'Once in all'),
  daily: words('每天一次', 'Once a day'),
} as const;

/** What a lottery looks like; it is drawn in the same way. */
export const lotteryLook = {
  wheel: words('大转盘', 'Wheel'),
  grid: words('九宫格', 'Grid'),
  scratch: words('刮刮乐', 'Scratch card'),
} as const;
export type LotteryLook = keyof typeof lotteryLook;

/** Whether she may draw now, and why not. */
export const drawing = {
  can: words('可以抽', 'She may draw'),
  no_chance: words('没有抽奖机会了', 'She has no chance left'),
  enough_today: words('今天抽够了，明天再来', 'She has drawn as often as one may today'),
  won_enough: words('中奖次数已满', 'She has won as often as one may'),
  closed: words('现在不能抽', 'Nobody can draw now'),
} as const;
export type Drawing = keyof typeof drawing;

export const rewardState = {
  due: words('待发放', 'To be given'),
  held: words('审核中', 'Under review'),
  given: words('已发放', 'Given'),
  refused: words('没有发成', 'Could not be given'),
  denied: words('审核没有通过', 'Refused after a review'),
  cancelled: words('进度退回，不再发放', 'Fell below before it was given'),
  taken_back: words('进度退回，已收回', 'Fell below and was taken back'),
} as const;
export type RewardState = keyof typeof rewardState;

/** Whether she may take part now, and why not. */
export const joining = {
  can: words('可以参加', 'She may take part'),
  joined: words('已参加', 'She takes part'),
  by_doing: words('下单自动参加', 'Taking part begins with the first order'),
  early: words('还没开始', 'It has not begun'),
  over: words('已经结束', 'It is over'),
  full: words('名额已满', 'No place is left'),
  full_today: words('今天的已经接满', 'Today takes no more'),
  not_for_her: words('这次活动不面向你', 'It is not for her'),
} as const;
export type Joining = keyof typeof joining;

/** Whether she may help a friend now, and why not. */
export const helping = {
  can: words('可以助力', 'She may help'),
  helped: words('已经助力过', 'She has helped already'),
  helped_today: words('今天已经助力过', 'She has helped today already'),
  her_own: words('这是你自己的', 'It is her own'),
  held: words('助力收到了，审核中，通过后计入', 'Under review: it counts once that is through'),
  refused: words('这次助力没有通过审核', 'This did not pass the review'),
  enough: words('今天助力的次数用完了', 'She has helped as often as one may today'),
  done: words('已经不用助力了', 'It needs no more help'),
  newcomers_only: words('只有第一次来的朋友助力才算', 'Only friends who come for the first time count'),
  by_adding: words('扫 TA 海报上的码，加好友就算助力', 'Scan the code on the poster and add us: that counts'),
  over: words('现在不能助力', 'Nobody can help now'),
} as const;
export type Helping = keyof typeof helping;

/** Where a team of a group buy stands. */
export const teamState = {
  held: words('等团长付款', 'Its leader has not paid yet'),
  open: words('待成团', 'Waiting for more'),
  full: words('已成团', 'Complete'),
  failed: words('没有拼成', 'Not completed in time'),
  gone: words('已解散', 'Nobody is left in it'),
} as const;
export type TeamState = keyof typeof teamState;

/** What became of somebody's place in a team. */
export const seatState = {
  held: words('待付款', 'Not paid yet'),
  paid: words('已付款', 'Paid'),
  released: words('没有付款', 'Never paid'),
  left: words('已退团', 'Left the team'),
  failed: words('没有拼成，退款', 'Not completed: money goes back'),
} as const;
export type SeatState = keyof typeof seatState;

/** Whether she may order in a team, or begin one, and why not. */
export const teaming = {
  can: words('可以参团', 'She may join'),
  hers: words('你已经在这个团里', 'She is in it already'),
  full: words('这个团已经满了', 'It is full'),
  over: words('这个团已经结束', 'It is over'),
  early: words('还没开始', 'It has not begun'),
  ended: words('拼团活动已经结束', 'The group buy is over'),
  enough: words('你参加的次数已经到上限', 'She has taken part as often as one may'),
  newcomers_only: words('只有新客能参团', 'Only newcomers join it'),
  sold_out: words('名额已满', 'No place is left'),
  full_today: words('今天能开的团已经满了', 'No more teams are begun today'),
  not_for_her: words('这次拼团不面向你', 'It is not for her'),
} as const;
export type Teaming = keyof typeof teaming;
