import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { couponTaken as taken } from '../../coupons/events.ts';
import { trigger } from '../trigger.ts';

const name = words('领取优惠券', 'Takes a coupon');

export const couponTaken = trigger({
  kind: 'coupon_taken',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [taken],
  knows: [],
  entrantOf(_values, told) {
    const coupon = payloadOf(taken, told);
    return coupon && { memberId: coupon.memberId, because: words('领取优惠券', 'Took a coupon'), context: {} };
  },
});
