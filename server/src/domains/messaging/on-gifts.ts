import { payloadOf, type Told } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { couponGranted } from '../coupons/events.ts';
import { type MessageOrder, queueMessages } from './queue.ts';
import { chineseDay } from './render.ts';

/** A coupon that an operator gave is told of. What a journey gives, the journey tells of itself, if it is to. */
export const onGifts = listener({
  name: 'messaging.on-gifts',
  on: [couponGranted],
  handle: async (ctx, facts) => queueMessages(ctx, facts.flatMap(messageFor)),
});

function messageFor(told: Told): MessageOrder[] {
  const gift = payloadOf(couponGranted, told);
  if (!gift || told.personNo === null || gift.because.kind !== 'operator' || !gift.sentence || !gift.validTo) return [];
  return [
    {
      key: `gift:${gift.couponId}`,
      memberId: gift.memberId,
      personNo: told.personNo,
      templateKey: 'couponArrived',
      channels: ['subscribe', 'inbox'],
      usableFrom: gift.validFrom ? new Date(gift.validFrom) : undefined,
      variables: {
        coupon: gift.name,
        sentence: gift.sentence,
        // The end is exclusive, midnight mostly: the day told is the last on which it may be used.
        until: chineseDay(new Date(Date.parse(gift.validTo) - 1)),
      },
      because: { kind: 'coupon', id: gift.couponId, label: gift.name },
    },
  ];
}
