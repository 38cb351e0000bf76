/** What the demo shop sells beside its goods: free deliveries by the month, and more of everything by the quarter or year. Fen. */
export const demoCards = [
  { name: '免邮月卡', term: 'month', price: 990, freeShipping: 4, discount: null, pointTimes: 1, gift: null },
  {
    name: '省钱季卡',
    term: 'quarter',
    price: 3_900,
    freeShipping: 4,
    discount: 9.8,
    pointTimes: 1.5,
    gift: 'points-three',
  },
  {
    name: '省钱年卡',
    term: 'year',
    price: 12_900,
    freeShipping: 6,
    discount: 9.5,
    pointTimes: 2,
    gift: 'points-three',
  },
] as const;
