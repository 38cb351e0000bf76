import { valuesOf, type Words, words } from '@huoshui/contracts/words';
import { activityPlay, lotteryLook } from '@huoshui/contracts/words/activities';
import { formatYuan } from '../../../platform/money.ts';
import { TEN_THOUSAND } from '../draws/chance.ts';
import { play } from '../play.ts';

/** 抽奖: chances by the day, by orders and by friends, drawn from prizes whose odds and numbers stand for all to read. */
export const lottery = play({
  play: 'lottery',
  words: activityPlay.lottery,
  about: words(
    '概率和数量公示、不能中途改；每一抽都能在结束后验证',
    'Odds and numbers are public and stay; every draw can be verified after the end',
  ),
  fields: [
    {
      key: 'look',
      label: words('样式', 'Look'),
      kind: 'choice',
      options: valuesOf(lotteryLook).map((value) => ({ value, label: lotteryLook[value] })),
      initial: 'wheel',
    },
    {
      key: 'prizes',
      label: words('奖品', 'Prizes'),
      kind: 'list',
      min: 1,
      max: 7,
      add: words('加一种奖品', 'Add a prize'),
      row: words('等奖', 'Prize'),
      of: [
        { key: 'gift', label: words('送', 'It is'), kind: 'picker', of: 'benefit' },
        {
          key: 'odds',
          label: words('概率，一万次里', 'Of ten thousand draws'),
          kind: 'count',
          unit: words('次', 'times'),
          min: 1,
          max: TEN_THOUSAND,
          initial: 100,
        },
        {
          key: 'stock',
          label: words('数量', 'How many'),
          kind: 'count',
          unit: words('份', ''),
          min: 1,
          max: 10_000_000,
          optional: true,
        },
      ],
      hint: words(
        '剩下的概率是未中奖；数量不填就不限，抽完后它的概率归入未中奖。上线后不能再改',
        'What is left of the odds wins nothing; empty: any number; once a prize is gone its odds win nothing. It stays once it is live',
      ),
    },
    {
      key: 'sureAfter',
      label: words('保底', 'Surely after'),
      kind: 'count',
      unit: words('次没中，下一次必中', 'that won nothing'),
      min: 1,
      max: 100,
      optional: true,
      hint: words('必中的是最后一种还有剩的奖品', 'It wins the last prize of which some are left'),
    },
    {
      key: 'free',
      label: words('每天免费', 'Free each day'),
      kind: 'count',
      unit: words('次', 'times'),
      min: 0,
      max: 10,
      initial: 1,
      hint: words('当天不抽就作废', 'Gone at the end of the day'),
    },
    {
      key: 'perOrder',
      label: words('每单送', 'An order brings'),
      kind: 'count',
      unit: words('次', 'chances'),
      min: 0,
      max: 10,
      initial: 0,
    },
    {
      key: 'least',
      label: words('每单至少', 'An order counts from'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      initial: 0,
      hint: words('实付，退款后不足就收回机会', 'Of what is paid; less after a refund takes its chances back'),
    },
    {
      key: 'perFriend',
      label: words('朋友助力', 'Friends'),
      kind: 'switch',
      initial: false,
      hint: words(
        '每位朋友点一下送一次，每人每天最多助力 3 次',
        'The tap of each friend brings one; one may help 3 times a day',
      ),
    },
    {
      key: 'points',
      label: words('积分换一次', 'One for points'),
      kind: 'count',
      unit: words('积分', 'points'),
      min: 1,
      max: 1_000_000,
      optional: true,
      hint: words('不填就不能用积分换；换了不退', 'Empty: points bring none; points are not given back'),
    },
    {
      key: 'pointsADay',
      label: words('每人每天最多换', 'For points, at most a day'),
      kind: 'count',
      unit: words('次', 'times'),
      min: 1,
      max: 100,
      initial: 3,
      optional: true,
      hint: words('不填就是 1 次', 'Empty: once'),
    },
    {
      key: 'aDay',
      label: words('每天最多抽', 'At most a day'),
      kind: 'count',
      unit: words('次', 'draws'),
      min: 1,
      max: 100,
      optional: true,
    },
    {
      key: 'wins',
      label: words('每人最多中', 'One wins at most'),
      kind: 'count',
      unit: words('次', 'times'),
      min: 1,
      max: 1000,
      optional: true,
    },
  ],
  tier: null,
  fixed: ['prizes', 'sureAfter'],
  problem: ({ prizes, free, perOrder, perFriend, points }) => {
    const all = prizes.reduce((sum, { odds }) => sum + odds, 0);
    if (all > TEN_THOUSAND)
      return {
        at: `prizes.${prizes.length - 1}.odds`,
        words: words(`加起来是一万次里 ${all} 次，超过了一万`, `Together they are ${all} of ten thousand`),
      };
    if (free + perOrder === 0 && !perFriend && points === null)
      return { at: 'free', words: words('没有任何办法得到机会', 'Nothing brings a chance') };
    return null;
  },
  joins: 'press',
  said: (amount) => words(`${amount} 次机会`, amount === 1 ? '1 chance' : `${amount} chances`),
  says: ({ free, perOrder, least, perFriend, points, pointsADay, aDay, wins, sureAfter }) => [
    ...(free > 0 ? [words(`每天免费 ${free} 次，当天有效`, `${free} free each day, for that day`)] : []),
    ...(perOrder > 0 ? [perOrderWords(perOrder, least)] : []),
    ...(perFriend ? [words('每位朋友助力送 1 次', 'each friend who helps brings one')] : []),
    ...pointsWords(pointsOf({ points, pointsADay })),
    ...(aDay === null ? [] : [words(`每天最多抽 ${aDay} 次`, `at most ${aDay} draws a day`)]),
    ...(wins === null ? [] : [words(`每人最多中 ${wins} 次`, `one wins at most ${wins} times`)]),
    ...(sureAfter === null
      ? []
      : [words(`连续 ${sureAfter} 次没中，下一次必中`, `after ${sureAfter} that won nothing the next surely wins`)]),
  ],
  helps: ({ perFriend }) => (perFriend ? { perFriend: 'once', aDay: 3, newOnly: false } : null),
  worth: ({ perOrder, least }, fen) => (fen > 0 && fen >= least ? perOrder : 0),
  draws: ({ prizes, free, aDay, wins, sureAfter, points, pointsADay }) => ({
    ...{ prizes, free, aDay, wins, sureAfter },
    forPoints: pointsOf({ points, pointsADay }),
  }),
});

/** Terms that were kept before points brought any say nothing of them. */
function pointsOf({
  points,
  pointsADay,
}: {
  readonly points: number | null | undefined;
  readonly pointsADay: number | null | undefined;
}) {
  return points == null ? null : { points, aDay: pointsADay ?? 1 };
}

function pointsWords(forPoints: ReturnType<typeof pointsOf>): readonly Words[] {
  if (forPoints === null) return [];
  const { points, aDay } = forPoints;
  return [
    words(
      `${points} 积分换 1 次，每天最多换 ${aDay} 次，换了不退`,
      `${points} points bring one, ${aDay} times a day at most, and are not given back`,
    ),
  ];
}

const perOrderWords = (chances: number, least: number): Words =>
  least === 0
    ? words(`每单送 ${chances} 次`, `each order brings ${chances}`)
    : words(
        `实付满 ${formatYuan(least)} 元的每单送 ${chances} 次`,
        `each order from ¥${formatYuan(least)} brings ${chances}`,
      );
