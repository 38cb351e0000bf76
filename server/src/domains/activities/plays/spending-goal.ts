import { words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { formatYuan } from '../../../platform/money.ts';
import { play } from '../play.ts';

/** 消费目标: so much paid within the days, less what went back. */
export const spendingGoal = play({
  play: 'spending',
  words: activityPlay.spending,
  about: words('活动期内累计实付满多少就有礼', 'So much paid within the days brings a gift'),
  fields: [],
  tier: { label: words('累计实付满', 'Paid in all'), kind: 'money', max: 1_000_000_00, initial: 200_00 },
  perDay: {
    unit: words('人', 'people'),
    hint: words(
      '每天最多这么多人开始参加，奖品才备得及；满了的第二天再来，可以预约提醒',
      'So many begin a day, so that gifts can follow; who comes later waits for the next day and may ask to be told',
    ),
  },
  joins: 'doing',
  said: (amount) => words(`¥${formatYuan(amount)}`, `¥${formatYuan(amount)}`),
  says: () => [words('按实付累计，退款会扣回', 'what is paid counts, less what goes back')],
  worth: (_, fen) => Math.max(0, fen),
});
