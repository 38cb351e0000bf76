import type { Static } from '@sinclair/typebox';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { getSetting } from '../../platform/settings.ts';
import { couponGranted, couponsGranted } from '../coupons/events.ts';
import { governanceSetting } from './governance.ts';
import { readShopPace } from './pace.ts';
import { type MessageOrder, queueMessages } from './queue.ts';
import { queueToMany } from './queue-to-many.ts';
import { chineseDay } from './render.ts';

/**
 * A coupon that an operator gave is told of, to one member or to many at once. What a journey gives, the journey tells of itself,
 * if it is to.
 */
export const onGifts = listener({
  name: 'messaging.on-gifts',
  on: [couponGranted, couponsGranted],
  batch: 5000,
  handle: async (ctx, facts) => {
    await queueMessages(ctx, facts.flatMap(messageFor));
    const toMany = facts.flatMap((told) => payloadOf(couponsGranted, told) ?? []).filter(isTold);
    if (toMany.length === 0) return;
    const pace = await readShopPace(ctx, await getSetting(ctx, governanceSetting));
    for (const gifts of toMany) await queueToMany(ctx, pace, messageOf(gifts), receiversOf(gifts));
  },
});

/** Given by hand, to one or to many: nobody else tells her of it. */
function isTold({ because }: Pick<Gifts, 'because'>): boolean {
  return because.kind === 'operator' || because.kind === 'batch';
}

function messageFor(told: Told): MessageOrder[] {
  const gift = payloadOf(couponGranted, told);
  const { sentence, validTo } = gift ?? {};
  if (!gift || told.personNo === null || !isTold(gift) || !sentence || !validTo) return [];
  const { couponId, memberId } = gift;
  const { cause, ...message } = messageOf({ ...gift, sentence, validTo });
  return [{ ...message, key: keyOf(couponId), memberId, personNo: told.personNo, because: { ...cause, id: couponId } }];
}

type Gifts = Static<typeof couponsGranted.schema>;

/** Behind it stands each coupon: what is used or gone meanwhile is told of no more (`gift-cause.ts`). */
function messageOf({
  name,
  sentence,
  validTo,
  validFrom,
}: Pick<Gifts, 'name' | 'sentence' | 'validTo'> & { readonly validFrom?: string }) {
  return {
    templateKey: 'couponArrived',
    channels: ['subscribe', 'inbox'],
    usableFrom: validFrom ? new Date(validFrom) : undefined,
    variables: {
      coupon: name,
      sentence,
      // The end is exclusive, midnight mostly: the day told is the last on which it may be used.
      until: chineseDay(new Date(Date.parse(validTo) - 1)),
    },
    cause: { kind: 'coupon', label: name },
  };
}

function receiversOf({ couponIds, memberIds, personNos }: Gifts) {
  return couponIds.map((couponId, n) => ({
    key: keyOf(couponId),
    causeId: couponId,
    memberId: memberIds[n] ?? '',
    personNo: personNos[n] ?? 0,
  }));
}

function keyOf(couponId: string): string {
  return `gift:${couponId}`;
}
