import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { couponExpiring as expiring } from '../../coupons/events.ts';
import { chineseDay } from '../../messaging/index.ts';
import { trigger } from '../trigger.ts';

const name = words('优惠券即将到期', 'A coupon of hers is about to end');

export const couponExpiring = trigger({
  kind: 'coupon_expiring',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [expiring],
  knows: ['coupon', 'sentence', 'until', 'grantId'],
  entrantOf(_values, told) {
    const coupon = payloadOf(expiring, told);
    return (
      coupon && {
        memberId: coupon.memberId,
        because: words(`「${coupon.name}」即将到期，还没用`, `“${coupon.name}” is about to end and not used`),
        context: {
          coupon: coupon.name,
          sentence: coupon.sentence,
          // The end is exclusive, midnight mostly: the day told is the last on which it may be used.
          until: chineseDay(new Date(Date.parse(coupon.validTo) - 1)),
          grantId: coupon.grantId,
        },
      }
    );
  },
});
