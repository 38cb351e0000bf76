import { valuesOf, type Words, words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values] }));

const About = {
  memberId: Type.String(),
  activityId: Type.String(),
  /** What it was called then. */
  name: Type.String(),
  play: oneOf(valuesOf(activityPlay)),
};

const reads =
  (deed: Words, detail?: (told: { readonly reached?: number }) => Words) =>
  (told: { readonly activityId: string; readonly name: string; readonly reached?: number }) => ({
    side: 'act' as const,
    title: words(`${deed.zh}「${told.name}」`, `${deed.en} “${told.name}”`),
    ...(detail ? { detail: detail(told) } : {}),
    link: { kind: 'activity', id: told.activityId },
  });

/** One would be shown to her for the first time, and she was drawn into an arm: by it the arms are compared. It stands in no timeline. */
export const activityMet = fact(
  'activity.met',
  Type.Object({
    memberId: Type.String(),
    activityId: Type.String(),
    arm: oneOf(['treated', 'holdout']),
    version: Type.Integer(),
  }),
  { words: words('遇到活动（分组）', 'Came to an activity (drawn into an arm)') },
);

export const activityJoined = fact('activity.joined', Type.Object(About), {
  words: words('参加活动', 'Took part in an activity'),
  tell: reads(words('参加活动', 'Took part in')),
});

/** She helped a friend. `new`: it was what brought her to the shop. */
export const activityHelped = fact(
  'activity.helped',
  Type.Object({ ...About, entryId: Type.String(), new: Type.Boolean() }),
  {
    words: words('为朋友助力', 'Helped a friend in an activity'),
    tell: reads(words('为朋友助力', 'Helped a friend in')),
  },
);

const InTeam = {
  ...About,
  teamId: Type.String(),
  orderId: Type.String(),
  /** So many people were to be in it. */
  size: Type.Integer(),
};

/** Her team of a group buy is complete. `leads`: it was hers to lead. */
export const teamCompleted = fact('activity.team_completed', Type.Object({ ...InTeam, leads: Type.Boolean() }), {
  words: words('拼团成功', 'A team was completed'),
  tell: reads(words('拼团成功', 'Her team was completed in')),
});

/** Her team was not completed in time; what she paid goes back. */
export const teamFailed = fact('activity.team_failed', Type.Object(InTeam), {
  words: words('拼团没有拼成', 'A team was not completed'),
  tell: reads(words('拼团没有拼成', 'Her team was not completed in')),
});

/** She came to the shop for the first time by a friend's invitation, and took it. */
export const activityInvited = fact('activity.invited', Type.Object({ ...About, entryId: Type.String() }), {
  words: words('接受朋友邀请', 'Accepted a friend’s invitation'),
  tell: reads(words('接受朋友的邀请', 'Accepted a friend’s invitation to')),
});

/** `reached`: of the tiers of her terms, from 1. */
export const activityReached = fact('activity.reached', Type.Object({ ...About, reached: Type.Integer() }), {
  words: words('达成活动目标', 'Reached a tier of an activity'),
  tell: reads(words('达成活动', 'Reached a tier of'), ({ reached = 1 }) =>
    words(`第 ${reached} 档`, `tier ${reached}`),
  ),
});

/** She drew, for the `n`-th time; what she won is told when it is given. */
export const activityDrawn = fact('activity.drawn', Type.Object({ ...About, n: Type.Integer(), won: Type.Boolean() }), {
  words: words('活动抽奖', 'Drew in an activity'),
  tell: (told) => ({
    ...reads(words('抽奖', 'Drew in'))(told),
    detail: told.won ? words('中奖', 'won') : words('未中奖', 'won nothing'),
  }),
});

/** A day of it took no more when she came, and she wants to be told: it goes on. */
export const activityGoesOn = fact(
  'activity.goes_on',
  Type.Object({ ...About, goesOnAt: Type.String(), app: Type.Optional(Type.String()) }),
  {
    words: words('等的活动开放了', 'An activity she waits for is open'),
    tell: (told) => ({ ...reads(words('等的活动开放了', 'Open:'))(told), side: 'system' }),
  },
);

/** A session of a flash sale of which she wants to be told begins in a moment. */
export const flashSoon = fact(
  'activity.flash_soon',
  Type.Object({ ...About, sessionId: Type.String(), startsAt: Type.String(), app: Type.Optional(Type.String()) }),
  {
    words: words('秒杀即将开始', 'A flash sale she waits for is about to begin'),
    tell: (told) => ({
      ...reads(words('秒杀即将开始', 'About to begin'))(told),
      side: 'system',
    }),
  },
);
