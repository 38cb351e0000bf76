import { words } from '../words.ts';
import { grantKind } from './benefits.ts';

/** Whatever the shop plays with its members, each told by the same figures. */
export const scorecardKind = {
  activity: words('活动', 'Activity'),
  quiz: words('趣味测试', 'Quiz'),
  member_day: words('会员日', 'Member day'),
  pay_coupon: words('微信支付券', 'WeChat Pay coupon'),
  distribution: words('分销', 'Distribution'),
  leaders: words('团长', 'Leaders'),
} as const;
export type ScorecardKind = keyof typeof scorecardKind;

/** What it cost, by what was given. */
export const costKind = {
  ...grantKind,
  price: words('让价', 'Lower prices'),
  commission: words('佣金', 'Commissions'),
  other: words('其他', 'Other'),
} as const;
export type CostKind = keyof typeof costKind;

/** Why nothing is said of what it brought beyond what would have come anyway. */
export const noUplift = {
  too_few: words(
    '对照组或看到的人还太少（每组至少 20 人），说不出没有它会怎样',
    'Too few were held out, or saw it (20 in each arm), to say what would have come without it',
  ),
  no_holdout: words(
    '没有留对照组，说不出没有它会怎样；设置里留一部分人看不到它，就能比',
    'Nobody was held out, so what would have come without it is not known; hold a share of people out in its settings',
  ),
  public_price: words(
    '价格对所有人公开，没有人被留在外面，所以比不出增量',
    'The price is there for everybody: nobody was held out, so no increment can be told',
  ),
  not_drawn: words(
    '谁得到它不是随机抽的，没有可比的对照组；要看增量，从留了对照组的旅程或活动里发它',
    'Who got it was not drawn by chance, so there is nobody to compare with; give it by a journey or an activity with a holdout',
  ),
} as const;
export type NoUplift = keyof typeof noUplift;
