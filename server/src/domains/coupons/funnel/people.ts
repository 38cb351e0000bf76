import { words } from '@huoshui/contracts/words';
import { couponStep } from '@huoshui/contracts/words/coupons';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { type CouponStep, personsAt } from './funnel.ts';

const steps = Object.entries(couponStep).map(([value, label]) => ({ value, label }));
const stepOf = (value: string): CouponStep => {
  if (value === 'seen' || value === 'used' || value === 'refunded') return value;
  return 'had';
};

/** Who came how far with a coupon. */
export const funnelPeople = people({
  name: 'coupons.funnel',
  can: 'coupons.read',
  form: form({
    fields: [
      { key: 'coupon', label: words('优惠券', 'Coupon'), kind: 'picker', of: 'coupon' },
      { key: 'step', label: words('步骤', 'Step'), kind: 'choice', options: steps },
    ],
    sentence: ({ coupon, step }, names) => {
      const name = names('coupon', coupon) ?? words('这张券', 'the coupon');
      const did = couponStep[stepOf(step)];
      return words(`「${name.zh}」${did.zh}的会员`, `Members with “${name.en}”: ${did.en.toLowerCase()}`);
    },
  }),
  persons: async (_ctx, { coupon, step }) => personsAt(coupon, stepOf(step)),
});
