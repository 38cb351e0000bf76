/** Free delivery of a second order: the shop has not switched it on yet. Small, so that it is there a minute after the demo is. */
export const demoRehearsal = {
  playbook: 'second_order_shipping',
  coupon: '免运费券',
  weeks: 2,
  shoppers: 80,
  seed: 1,
} as const;
