import { plainWords, type Words, words, wordsOf } from '@huoshui/contracts/words';
import { levelReason } from '@huoshui/contracts/words/loyalty';
import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';
import type { TimelineText } from '../../platform/timeline.ts';

const About = { memberId: Type.String(), points: Type.Integer() };

/** An order earned them; they may not be spent yet. */
export const pointsEarned = fact('points.earned', Type.Object({ ...About, orderId: Type.String() }), {
  words: words('获得积分', 'Earned points'),
  tell: ({ points, orderId }) => ({
    ...about(points, words('购物获得', 'Earned')),
    link: { kind: 'order', id: orderId },
  }),
});

/** Earned before: they may be spent from now on. */
export const pointsUsable = fact('points.usable', Type.Object({ ...About, orderId: Type.String() }), {
  words: words('积分可用', 'Points may be spent'),
  tell: ({ points, orderId }) => ({
    ...about(points, words('可用', 'To spend')),
    link: { kind: 'order', id: orderId },
  }),
});

/** What an order had earned, of which something was given back. */
export const pointsTakenBack = fact('points.taken_back', Type.Object({ ...About, orderId: Type.String() }), {
  words: words('退款收回积分', 'Points taken back'),
  tell: ({ points, orderId }) => ({
    ...about(points, words('退款收回', 'Taken back')),
    link: { kind: 'order', id: orderId },
  }),
});

export const pointsExchanged = fact(
  'points.exchanged',
  Type.Object({ ...About, rewardId: Type.String(), name: Type.String() }),
  {
    words: words('积分兑换', 'Exchanged points'),
    tell: ({ points, name }) => ({
      side: 'act',
      title: words(`${points} 积分兑换「${name}」`, `Exchanged ${points} points for “${name}”`),
    }),
  },
);

export const pointsExpired = fact('points.expired', Type.Object(About), {
  words: words('积分到期', 'Points expired'),
  tell: ({ points }) => about(points, words('到期清零', 'Expired')),
});

/** They end soon: `until` is when the first of them does. */
export const pointsExpiring = fact('points.expiring', Type.Object({ ...About, until: Type.String() }), {
  words: words('积分即将到期', 'Points are about to end'),
  tell: ({ points }) => ({
    side: 'system',
    title: words(`${points} 积分即将到期`, `${points} points are about to end`),
  }),
});

/** It is the hour at which she wants to be reminded, and she has not checked in on this day. */
export const checkInDue = fact(
  'check_in.due',
  Type.Object({ memberId: Type.String(), day: Type.String(), streak: Type.Integer(), points: Type.Integer() }),
  {
    words: words('到了签到提醒的时间', 'Time to be reminded to check in'),
    tell: () => ({ side: 'system', title: words('到了签到提醒的时间', 'Time to be reminded to check in') }),
  },
);

/** An operator gave some, or took some: then `points` is below 0. */
export const pointsAdjusted = fact('points.adjusted', Type.Object({ ...About, because: Because }), {
  words: words('商家调整积分', 'Points given or deducted by the shop'),
  tell: ({ points }) => ({
    ...about(Math.abs(points), points > 0 ? words('商家赠送', 'Given') : words('商家扣除', 'Deducted')),
    side: 'touch',
  }),
});

/** She came by on a day, or made up for it; `streak`: the how many-th day in a row it is. */
export const checkedIn = fact(
  'member.checked_in',
  Type.Object({ memberId: Type.String(), day: Type.String(), streak: Type.Integer(), madeUp: Type.Boolean() }),
  {
    words: words('签到', 'Checked in'),
    tell: ({ day, streak, madeUp }) => ({
      side: 'act',
      title: madeUp ? words(`补签 ${day}`, `Made up for ${day}`) : words('签到', 'Checked in'),
      detail: words(`连续第 ${streak} 天`, `day ${streak} in a row`),
    }),
  },
);

const Level = { memberId: Type.String(), name: Type.String(), growth: Type.Integer(), reason: Type.String() };

/** She rose; `from` is null where she had no level. */
export const levelReached = fact(
  'level.reached',
  Type.Object({ ...Level, from: Type.Union([Type.String(), Type.Null()]), to: Type.String() }),
  {
    words: words('会员升级', 'Reached a level'),
    tell: ({ name, reason }) => ({
      side: 'system',
      title: words(`升级为${name}`, `Reached the level ${name}`),
      ...(reason === 'growth' ? {} : { detail: wordsOf(levelReason, reason) }),
    }),
  },
);

/** She fell: `name` is what she had, `now` what she has; empty where she has none. */
export const levelLost = fact(
  'level.lost',
  Type.Object({
    ...Level,
    from: Type.String(),
    to: Type.Union([Type.String(), Type.Null()]),
    now: Type.String(),
  }),
  {
    words: words('会员降级', 'Lost a level'),
    tell: ({ name, now, reason }) => ({
      side: 'system',
      title:
        now === '' ? words(`不再是${name}`, `Lost the level ${name}`) : words(`${name}降为${now}`, `${name} to ${now}`),
      detail: wordsOf(levelReason, reason),
    }),
  },
);

/** Her growth is no longer enough: she falls at `until` unless `missing` comes. */
export const levelAtRisk = fact(
  'level.at_risk',
  Type.Object({
    memberId: Type.String(),
    levelId: Type.String(),
    name: Type.String(),
    missing: Type.Integer(),
    until: Type.String(),
  }),
  {
    words: words('等级即将失去', 'About to lose a level'),
    tell: ({ name, missing }) => ({
      side: 'system',
      title: words(`保级还差 ${missing} 成长值`, `${missing} growth short of keeping the level`),
      detail: plainWords(name),
    }),
  },
);

const Card = { memberId: Type.String(), kindId: Type.String(), name: Type.String(), orderId: Type.String() };

/** A card was paid: it began, or (`renewed`) follows the one that she has. It is good until `until`. */
export const cardBought = fact('card.bought', Type.Object({ ...Card, renewed: Type.Boolean(), until: Type.String() }), {
  words: words('开通会员卡', 'Bought a card'),
  tell: ({ name, renewed, orderId }) => ({
    side: 'act',
    title: renewed ? words(`续费${name}`, `Renewed the card ${name}`) : words(`开通${name}`, `Bought the card ${name}`),
    link: { kind: 'order', id: orderId },
  }),
});

/** A card ends at `until`, in some days, and was not renewed. */
export const cardEnding = fact('card.ending', Type.Object({ ...Card, until: Type.String() }), {
  words: words('会员卡即将到期', 'A card is about to end'),
  tell: ({ name }) => ({ side: 'system', title: words(`${name}即将到期`, `The card ${name} is about to end`) }),
});

/** A card was given back: it is over. */
export const cardReturned = fact('card.returned', Type.Object(Card), {
  words: words('退会员卡', 'Gave a card back'),
  tell: ({ name, orderId }) => ({
    side: 'system',
    title: words(`退${name}`, `Gave the card ${name} back`),
    link: { kind: 'order', id: orderId },
  }),
});

function about(points: number, verb: Words): TimelineText {
  return { side: 'system', title: words(`${verb.zh} ${points} 积分`, `${verb.en}: ${points} points`) };
}

/** Under which names what loyalty gives stands among the offers of an order: points that paid; levels and cards, `level` or a card being whose it is. */
export const offerNames = { points: 'points', holders: 'levels', level: 'level' } as const;

type OrderOffer = { readonly source: string; readonly offerId: string };

/** What of the offers of a paid order (`order.paid`) is loyalty's: that points paid, that a card gave a price or a delivery. */
export function givenBy(offers: readonly OrderOffer[]): { readonly points: boolean; readonly card: boolean } {
  return {
    points: offers.some(({ source }) => source === offerNames.points),
    card: offers.some(
      ({ source, offerId }) => source === offerNames.holders && offerId.split(':').at(-1) !== offerNames.level,
    ),
  };
}
