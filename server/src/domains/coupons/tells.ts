import { formatYuan } from '../../platform/money.ts';
import { numberOf, type Tellers, type TimelineText, textOf } from '../../platform/timeline.ts';

type Payload = Readonly<Record<string, unknown>>;

/** How the facts of coupons read in a member's timeline. */
export const couponTells: Tellers = {
  'coupon.taken': (payload) => about(payload, 'act', '领取优惠券'),
  'coupon.granted': (payload) => about(payload, 'touch', '发放优惠券'),
  'coupon.used': (payload) => ({
    ...about(payload, 'act', '使用优惠券'),
    detail: `抵扣 ¥${formatYuan(numberOf(payload, 'amount'))}`,
    link: { kind: 'order', id: textOf(payload, 'orderId') },
  }),
  'coupon.released': (payload) => ({ ...about(payload, 'system', '退回优惠券'), detail: textOf(payload, 'reason') }),
  'coupon.expired': (payload) => about(payload, 'system', '优惠券过期'),
  'coupon.revoked': (payload) => about(payload, 'system', '收回优惠券'),
};

function about(payload: Payload, side: TimelineText['side'], verb: string): TimelineText {
  return {
    side,
    title: `${verb}「${textOf(payload, 'name')}」`,
    link: { kind: 'coupon', id: textOf(payload, 'templateId') },
  };
}
