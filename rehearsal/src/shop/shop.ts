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
  answerDays: 2,
  sendBackDays: 7,
  inspectDays: 3,
  unanswered: 'remind',
  returnTo: '活水鲜生售后仓 400-000-0000 上海市青浦区华新镇模拟路 8 号',
  couponBack: true,
  couponDays: 7,
  hotWords: ['草莓', '基围虾', '牛排', '可生食鸡蛋', '稻花香', '可颂', '蓝莓', '水饺'],
} as const;
