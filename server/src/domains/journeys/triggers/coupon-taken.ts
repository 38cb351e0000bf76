import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { couponTaken as taken } from '../../coupons/events.ts';
import { chineseDay } from '../../messaging/index.ts';
import { trigger } from '../trigger.ts';

const name = words('领取优惠券', 'Takes a coupon');

export const couponTaken = trigger({
  kind: 'coupon_taken',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [taken],
  knows: ['coupon', 'sentence', 'until'],
  // Of a coupon from before grants were told nobody says it.
  mayKnow: ['grantId'],
  entrantOf(_values, told) {
    const coupon = payloadOf(taken, told);
    if (!coupon) return null;
    const { memberId, name: label, sentence, validTo, grantId } = coupon;
    const until = validTo === undefined ? undefined : chineseDay(new Date(Date.parse(validTo) - 1));
    return {
      memberId,
      because: words('领取优惠券', 'Took a coupon'),
      context: {
        coupon: label,
        ...(sentence === undefined ? {} : { sentence }),
        ...(until === undefined ? {} : { until }),
        ...(grantId === undefined ? {} : { grantId }),
      },
    };
  },
});
