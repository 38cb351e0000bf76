import { words } from '@huoshui/contracts/words';
import { payloadOf, type Told } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { couponUsed } from '../../coupons/events.ts';
import { givenBy, pointsExchanged } from '../../loyalty/events.ts';
import { orderPaid } from '../../orders/events.ts';
import { goal, type Reached, withinDays } from '../goal.ts';

const options = [
  { value: 'coupon', label: words('优惠券', 'a coupon') },
  { value: 'points', label: words('积分', 'points') },
  { value: 'card', label: words('会员卡的权益', 'what a card gives') },
] as const;

/**
 * Uses what the shop gives, from wherever she has it: the holdout has coupons, points and cards of its own, and is measured by
 * the very same. A coupon at a counter may be taken back within a day; then the goal is.
 */
export const benefitUsed = goal({
  kind: 'benefit_used',
  words: words('用掉权益', 'Uses a benefit'),
  form: form({
    fields: [
      { key: 'what', label: words('用掉什么', 'What'), kind: 'choice', options, initial: 'coupon' },
      {
        key: 'coupon',
        label: words('哪种券', 'Which coupon'),
        hint: words('不选就是任何一种', 'Any, where none is chosen'),
        kind: 'picker',
        of: 'coupon',
        optional: true,
        when: { field: 'what', is: ['coupon'] },
      },
      withinDays,
    ],
    sentence({ what, coupon, withinDays: days }, names) {
      const name = coupon === null ? null : names('coupon', coupon);
      const label = options.find(({ value }) => value === what)?.label ?? words(what, what);
      const used = name ? words(`券「${name.zh}」`, `the coupon “${name.en}”`) : label;
      return words(`进入后 ${days} 天内用掉${used.zh}`, `Uses ${used.en} within ${days} days of the entry`);
    },
  }),
  on: [couponUsed, orderPaid, pointsExchanged],
  days: ({ withinDays: days }) => days,
  reached({ what, coupon }, told) {
    if (what === 'coupon') return byCoupon(coupon, told);
    if (what === 'points' && payloadOf(pointsExchanged, told)) return { orderId: null, amount: 0 };
    const order = payloadOf(orderPaid, told);
    if (!order || order.source === 'import') return null;
    const used = givenBy(order.offers);
    return used[what === 'points' ? 'points' : 'card'] ? { orderId: order.orderId, amount: order.amount } : null;
  },
});

function byCoupon(templateId: string | null, told: Told): Reached | null {
  const used = payloadOf(couponUsed, told);
  if (!used || (templateId !== null && used.templateId !== templateId)) return null;
  return used.orderId === ''
    ? { orderId: null, amount: 0, useId: used.couponId }
    : { orderId: used.orderId, amount: 0 };
}
