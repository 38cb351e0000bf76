import type { ActivityPlay } from '@huoshui/contracts/words/activities';

type DemoActivity = {
  readonly play: ActivityPlay;
  /** It begins so many days before the story ends, and goes on so many days after. */
  readonly since: number;
  readonly until: number;
  /** What a newcomer is given. */
  readonly welcome?: string;
  /** Tiers by the coupons of the demo shop. */
  readonly tiers?: readonly { readonly at: number; readonly coupon: string; readonly others?: readonly string[] }[];
  /** What a lottery draws from, odds of ten thousand. */
  readonly prizes?: readonly { readonly coupon: string; readonly odds: number; readonly stock: number | null }[];
  /** Of a bargain: the product of which its first SKU is bargained for. */
  readonly product?: string;
  readonly values: Readonly<Record<string, unknown>> & { readonly name: string };
  /** Of a group buy or a flash sale: the first SKU of products of the demo shop, fen in it, and pieces that each session has. */
  readonly goods?: readonly { readonly product: string; readonly price: number; readonly stock?: number }[];
};

/** A flash sale of three days, each week one: so many pieces at ten and in the evening. */
const flashSale = (nth: number, since: number, until: number): DemoActivity => ({
  play: 'flash_sale',
  since,
  until,
  goods: [
    { product: 'fruit-blueberry', price: 9_90, stock: 2 },
    { product: 'fruit-apple', price: 12_90, stock: 3 },
  ],
  values: {
    ...{ warmDays: 1, for: 'everybody', who: null, within: 14, holdout: 10 },
    ...{ name: `周末鲜果秒杀第 ${nth} 期`, text: '每天 10 点和 19 点，先抢先得' },
    sessions: [
      { from: 600, minutes: 240 },
      { from: 1140, minutes: 180 },
    ],
    ...{ perOrder: 1, perMember: 2, payMinutes: 10 },
  },
});

const common = { warmDays: 0, for: 'everybody', who: null, places: null, budget: null, within: 14 };

/** Those that run when somebody opens the console: newcomers are brought, friends add staff by posters, friends tap, so many orders, so much spent, which gives only after its end, two group buys, of which the larger is not always completed, a bargain, and a flash sale a week. */
export const demoActivities: readonly DemoActivity[] = [
  {
    play: 'invite',
    since: 24,
    until: 7,
    welcome: 'free-shipping',
    tiers: [
      { at: 1, coupon: 'come-back' },
      { at: 3, coupon: 'free-shipping' },
    ],
    values: {
      ...common,
      ...{
        name: '老友带新友，两边都有礼',
        text: '朋友第一次来，接受邀请就有包邮券；她下了首单，你也有礼',
        holdout: 10,
        pays: 'at_once',
        payDays: null,
      },
      ...{ deed: 'orders', least: 20_00, settleDays: 3, touch: 'first' },
    },
  },
  {
    play: 'fission',
    since: 14,
    until: 6,
    tiers: [
      { at: 2, coupon: 'free-shipping' },
      { at: 5, coupon: 'come-back' },
    ],
    values: {
      ...common,
      ...{
        name: '带朋友认识你的买手',
        text: '朋友扫你的海报加上买手就算，2 位起有礼',
        holdout: 10,
        pays: 'at_once',
        payDays: null,
      },
      ...{ staff: ['guide01', 'guide02'], newOnly: true, settleHours: 48 },
    },
  },
  {
    play: 'likes',
    since: 10,
    until: 6,
    tiers: [
      { at: 3, coupon: 'come-back', others: ['free-shipping'] },
      { at: 8, coupon: 'free-shipping' },
    ],
    values: {
      ...common,
      ...{
        name: '请朋友点一下，喝杯鲜奶',
        text: '3 位朋友点一下，¥8 回购券和包邮券任选一张',
        holdout: 10,
        pays: 'at_once',
        payDays: null,
      },
      ...{ perFriend: 'once', aDay: 3, newOnly: false },
    },
  },
  {
    play: 'orders',
    since: 21,
    until: 7,
    tiers: [
      { at: 2, coupon: 'come-back' },
      { at: 4, coupon: 'free-shipping' },
    ],
    values: {
      ...common,
      ...{ name: '这个月下满 2 单有礼', text: null, holdout: 15, pays: 'at_once', payDays: null, least: 30_00 },
    },
  },
  {
    play: 'spending',
    since: 21,
    until: 7,
    tiers: [{ at: 200_00, coupon: 'come-back' }],
    values: {
      ...common,
      ...{ name: '累计满 200 送券', text: null, holdout: 15, pays: 'settled', payDays: 7 },
    },
  },
  {
    play: 'group_buy',
    since: 12,
    until: 6,
    tiers: [{ at: 2, coupon: 'free-shipping' }],
    goods: [{ product: 'fruit-apple', price: 14_90 }],
    values: {
      ...common,
      ...{
        name: '两人拼一箱冰糖心苹果',
        text: '2 人团 ¥14.9，没拼成自动退款',
        holdout: 10,
        pays: 'at_once',
        payDays: null,
      },
      ...{ size: 2, hours: 24, perOrder: 2, perMember: 3, newOnly: false },
    },
  },
  {
    play: 'group_buy',
    since: 9,
    until: 6,
    tiers: [],
    goods: [{ product: 'fruit-strawberry', price: 19_90 }],
    values: {
      ...common,
      ...{ name: '四人团红颜草莓', text: null, holdout: 10, pays: 'at_once', payDays: null },
      ...{ size: 4, hours: 12, perOrder: 1, perMember: 2, newOnly: false },
    },
  },
  {
    play: 'bargain',
    since: 10,
    until: 6,
    product: 'fruit-blueberry',
    values: {
      ...{ warmDays: 0, for: 'everybody', who: null, places: null, within: 14, holdout: 10 },
      ...{ name: '蓝莓砍到 ¥6.9', text: '5 位朋友帮你砍到底价，随时可以买下' },
      ...{ floor: 6_90, cuts: 5, hours: 48, bonus: 50, aDay: 3 },
    },
  },
  flashSale(1, 18, -16),
  flashSale(2, 11, -9),
  flashSale(3, 4, 2),
  {
    play: 'lottery',
    since: 8,
    until: 8,
    prizes: [
      { coupon: 'come-back', odds: 500, stock: 20 },
      { coupon: 'cart', odds: 3000, stock: null },
    ],
    values: {
      ...common,
      ...{ name: '每天转一转', text: '每天免费一次，下单再送一次', holdout: 10, pays: 'at_once', payDays: null },
      ...{ look: 'wheel', sureAfter: 6, free: 1, perOrder: 1, least: 30_00, perFriend: false, aDay: 5, wins: null },
      ...{ points: 100, pointsADay: 2 },
    },
  },
];
