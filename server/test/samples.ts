// Things as an operator would make them, for whoever changes them twice.

export const everything = { kind: 'all', ids: [], exceptProductIds: [] };
export const level = (name: string) => ({
  name,
  growth: 100,
  discount: null,
  pointTimes: 1,
  freeShipping: null,
  gift: null,
  birthdayGift: null,
  service: null,
});
export const freightRow = (firstFee: number) => ({
  regions: [],
  first: 1,
  firstFee,
  more: 1,
  moreFee: 100,
  freeFrom: null,
});
export const deliveryArea = (name: string) => ({
  name,
  open: true,
  region: '上海市/上海市',
  fee: 600,
  slots: [{ days: ['mon'], from: 540, to: 720, capacity: 5 }],
  cutoff: 60,
  ahead: 3,
});
export const synonym = (searched: string) => ({ searched, finds: ['西红柿'], bothWays: true });
export const cardKind = (name: string) => ({
  name,
  term: 'month',
  price: 1_000,
  freeShipping: 2,
  discount: null,
  pointTimes: 1,
});
export const memberDay = (name: string) => ({
  name,
  every: 'weekly',
  weekdays: ['3'],
  days: null,
  nth: null,
  weekday: null,
  window: null,
  who: 'everybody',
  level: null,
  discount: 9,
  scope: { kind: 'all', ids: [], exceptProductIds: [] },
  pointTimes: 1,
  gift: null,
});
