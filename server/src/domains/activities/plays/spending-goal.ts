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
  joins: 'doing',
  said: (amount) => words(`¥${formatYuan(amount)}`, `¥${formatYuan(amount)}`),
  says: () => [words('按实付累计，退款会扣回', 'what is paid counts, less what goes back')],
  worth: (_, fen) => Math.max(0, fen),
});
