/** What the demo shop says of itself; the values of the form `orders.shop`. */
export const demoShop = {
  name: '活水鲜生',
  notice: '产地直采，冷链到家',
  servicePhone: '400-000-0000',
  fee: 600,
  freeFrom: 5900,
  payMinutes: 15,
  receiveDays: 7,
  refundDays: 7,
  hotWords: ['草莓', '基围虾', '牛排', '可生食鸡蛋', '稻花香', '可颂', '蓝莓', '水饺'],
} as const;
