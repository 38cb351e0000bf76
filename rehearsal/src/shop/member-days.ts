const never = { weekdays: null, days: null, nth: null, weekday: null, window: null, level: null } as const;
const everything = { kind: 'all', ids: [], exceptProductIds: [] } as const;

/** Points come twice on Wednesdays; the month of a birthday has a price of its own, and a coupon. */
export const demoMemberDays = [
  {
    ...never,
    name: '周三会员日',
    every: 'weekly',
    weekdays: ['3'],
    who: 'everybody',
    discount: null,
    scope: everything,
    pointTimes: 2,
    gift: null,
  },
  {
    ...never,
    name: '生日月',
    every: 'birthday',
    window: 'month',
    who: 'everybody',
    discount: 9,
    scope: everything,
    pointTimes: 1,
    gift: 'points-ten',
  },
] as const;
