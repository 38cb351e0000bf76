/** How the demo shop gives points: one for a yuan, hers once the parcel has come, good for a year. */
export const demoPoints = {
  on: true,
  perYuan: 1,
  hold: 'receipt',
  days: 365,
  spend: true,
  spendPerYuan: 100,
  spendShare: 50,
  spendLeast: 50,
} as const;

type DemoReward = {
  readonly name: string;
  /** The coupon of the demo shop that it is. */
  readonly coupon: string;
  readonly points: number;
  readonly perMember: number;
  readonly total: number | null;
};

/** What points are good for there. */
export const demoRewards: readonly DemoReward[] = [
  { name: '3 元无门槛券', coupon: 'points-three', points: 80, perMember: 12, total: null },
  { name: '10 元券（满 59 可用）', coupon: 'points-ten', points: 200, perMember: 6, total: 2000 },
];

/** Coming by: two points a day, more for days in a row, two missed days a month to make up for. */
export const demoCheckIn = {
  on: true,
  points: 2,
  growth: 1,
  tiers: [
    { days: 3, points: 5 },
    { days: 7, points: 20 },
  ],
  makeUps: 2,
  makeUpPoints: 10,
} as const;
