/** How the demo shop's members rise: one growth for a yuan, counting a year; a level is kept for half a year. */
export const demoGrowth = { on: true, perYuan: 1, days: 365, keepDays: 180, graceDays: 30 } as const;

type DemoLevel = {
  readonly name: string;
  readonly growth: number;
  readonly discount: number | null;
  readonly pointTimes: number;
  readonly freeShipping: number | null;
  /** The coupons of the demo shop that are given. */
  readonly gift: string | null;
  readonly birthdayGift: string | null;
  readonly service: string | null;
};

export const demoLevels: readonly DemoLevel[] = [
  {
    name: '银卡',
    growth: 200,
    discount: null,
    pointTimes: 1.2,
    freeShipping: null,
    gift: 'points-three',
    birthdayGift: null,
    service: null,
  },
  {
    name: '金卡',
    growth: 600,
    discount: 9.8,
    pointTimes: 1.5,
    freeShipping: 1,
    gift: 'points-ten',
    birthdayGift: 'points-ten',
    service: null,
  },
  {
    name: '黑金卡',
    growth: 2000,
    discount: 9.5,
    pointTimes: 2,
    freeShipping: 4,
    gift: 'points-ten',
    birthdayGift: 'points-ten',
    service: '专属客服，优先发货',
  },
];
