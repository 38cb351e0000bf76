/** A coupon that is exchanged for a product, on working days at noon; values of the form `coupons.template` but for the SKU. */
export const demoExchange = {
  product: 'bakery-pudding',
  values: {
    name: '午间布丁兑换券',
    note: '工作日中午，1 元换一份布丁',
    kind: 'exchange',
    price: 100,
    cap: null,
    validity: 'days',
    days: 30,
    usable: 'hours',
    weekdays: ['1', '2', '3', '4', '5'],
    hourFrom: 600,
    hourTo: 840,
    stack: 'exchange',
    channel: 'grant',
    total: 5000,
    perMember: 1,
  },
} as const;

/** What a big order brings, in one; coupons by the key of the demo shop. */
export const demoPackage = { name: '大单回礼', coupons: ['thanks'], points: 50, mostEach: 2_000 } as const;

/** What a paid order brings by its sum: a coupon of its own, so that what journeys give is theirs alone, or the package. */
export const demoPaymentRules = [
  { name: '满 40 送微信立减', gives: 'pay_coupon', from: 4_000, to: 8_000 },
  { name: '满 80 送谢礼券', gives: 'thanks', from: 8_000, to: 15_000 },
  { name: '满 150 送大单回礼', gives: 'package', from: 15_000 },
] as const;

/** A coupon of WeChat Pay, settled at use: WeChat takes it off when she pays the next time. */
export const demoPayCoupon = {
  ...{ name: '微信支付满 30 减 3', description: '在活水生鲜小程序下单，付款时自动抵扣', funding: 'settled' },
  ...{ amount: 300, minimum: 3_000, total: 2_000, perMember: 3, dayAmount: null, days: 30 },
} as const;

/** On a poster, and on the cards in the parcels. */
export const demoCodes = [
  { name: '门店海报', kind: 'shared', code: 'HUOSHUI88', limit: 500 },
  { name: '包裹卡', kind: 'single', count: 200 },
] as const;
