import { joinWords, plainWords, type Words, words, wordsOf } from '@huoshui/contracts/words';
import { couponReturn } from '@huoshui/contracts/words/coupons';
import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';
import { formatYuan } from '../../platform/money.ts';
import type { TimelineText } from '../../platform/timeline.ts';

const About = {
  memberId: Type.String(),
  couponId: Type.String(),
  templateId: Type.String(),
  name: Type.String(),
  /** Fen: what one that was issued is expected to cost; what one that was used saved in its order; else 0. */
  amount: Type.Integer(),
};

/** A shopper took one herself; what it gives, until when and its row in the ledger are absent in facts from before they were told. */
const Taken = Type.Object({
  ...About,
  sentence: Type.Optional(Type.String()),
  validTo: Type.Optional(Type.String()),
  grantId: Type.Optional(Type.String()),
});
export const couponTaken = fact('coupon.taken', Taken, {
  words: words('领取优惠券', 'Took a coupon'),
  tell: (coupon) => about(coupon, 'act', words('领取优惠券', 'Took the coupon')),
});

/** One was given to her, and why. */
export const couponGranted = fact(
  'coupon.granted',
  Type.Object({
    ...About,
    because: Because,
    /** What it gives, and until when; absent in facts from before it was told. */
    sentence: Type.Optional(Type.String()),
    validTo: Type.Optional(Type.String()),
    validFrom: Type.Optional(Type.String()),
  }),
  {
    words: words('获得优惠券', 'Was given a coupon'),
    tell: (coupon) => about(coupon, 'touch', words('发放优惠券', 'Given the coupon')),
  },
);

/** The same coupon was given to many at once, in columns: as many `couponGranted`. */
export const couponsGranted = fact(
  'coupon.given_to_many',
  Type.Object({
    templateId: Type.String(),
    name: Type.String(),
    amount: Type.Integer(),
    because: Because,
    sentence: Type.String(),
    validTo: Type.String(),
    validFrom: Type.String(),
    /** ms since 1970. */
    at: Type.Integer(),
    personNos: Type.Array(Type.Integer()),
    memberIds: Type.Array(Type.String()),
    couponIds: Type.Array(Type.String()),
  }),
  {
    words: words('批量发放优惠券', 'A coupon given to many'),
    each: ({ at, personNos, memberIds, couponIds, ...said }) =>
      couponIds.map((couponId, n) => ({
        type: couponGranted.type,
        personNo: personNos[n] ?? null,
        payload: { memberId: memberIds[n] ?? '', couponId, ...said },
        occurredAt: new Date(at),
      })),
  },
);

/** The order that holds it was paid, or a counter used it: then `orderId` is empty and `store` says where. */
const Used = Type.Object({ ...About, orderId: Type.String(), store: Type.Optional(Type.String()) });
export const couponUsed = fact('coupon.used', Used, {
  words: words('使用优惠券', 'Used a coupon'),
  tell: (coupon) => ({
    ...about(coupon, 'act', words('使用优惠券', 'Used the coupon')),
    detail: joinWords(
      [
        words(`抵扣 ¥${formatYuan(coupon.amount)}`, `¥${formatYuan(coupon.amount)} off`),
        ...(coupon.store === undefined ? [] : [plainWords(coupon.store)]),
      ],
      plainWords(' · '),
    ),
    ...(coupon.orderId === '' ? {} : { link: { kind: 'order' as const, id: coupon.orderId } }),
  }),
});

/** It is usable again: its order was cancelled, or refunded whole. */
export const couponReleased = fact(
  'coupon.released',
  Type.Object({ ...About, orderId: Type.String(), reason: Type.String() }),
  {
    words: words('退回优惠券', 'Coupon returned'),
    tell: (coupon) => ({
      ...about(coupon, 'system', words('退回优惠券', 'Returned the coupon')),
      detail: wordsOf(couponReturn, coupon.reason),
    }),
  },
);

/** It ends soon and is not used. */
export const couponExpiring = fact(
  'coupon.expiring',
  Type.Object({ ...About, grantId: Type.String(), sentence: Type.String(), validTo: Type.String() }),
  {
    words: words('优惠券即将到期', 'A coupon is about to end'),
    tell: (coupon) => about(coupon, 'system', words('即将到期', 'About to end:')),
  },
);

export const couponExpired = fact('coupon.expired', Type.Object(About), {
  words: words('优惠券过期', 'Coupon expired'),
  tell: (coupon) => about(coupon, 'system', words('优惠券过期', 'Expired: the coupon')),
});

export const couponRevoked = fact('coupon.revoked', Type.Object({ ...About, because: Because }), {
  words: words('收回优惠券', 'Coupon revoked'),
  tell: (coupon) => about(coupon, 'system', words('收回优惠券', 'Revoked the coupon')),
});

function about(
  { name, templateId }: { readonly name: string; readonly templateId: string },
  side: TimelineText['side'],
  verb: Words,
): TimelineText {
  return {
    side,
    title: words(`${verb.zh}「${name}」`, `${verb.en} “${name}”`),
    link: { kind: 'coupon', id: templateId },
  };
}
