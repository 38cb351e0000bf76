import { type Words, words } from '@huoshui/contracts/words';
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

/** An operator gave some, or took some: then `points` is below 0. */
export const pointsAdjusted = fact('points.adjusted', Type.Object({ ...About, because: Because }), {
  words: words('商家调整积分', 'Points given or deducted by the shop'),
  tell: ({ points }) => ({
    ...about(Math.abs(points), points > 0 ? words('商家赠送', 'Given') : words('商家扣除', 'Deducted')),
    side: 'touch',
  }),
});

function about(points: number, verb: Words): TimelineText {
  return { side: 'system', title: words(`${verb.zh} ${points} 积分`, `${verb.en}: ${points} points`) };
}
