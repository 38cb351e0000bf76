import { words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { formatYuan } from '../../../platform/money.ts';
import { play } from '../play.ts';

/** 下单目标: so many orders within the days. One that went back whole, or below the least, counts no more. */
export const orderGoal = play({
  play: 'orders',
  words: activityPlay.orders,
  about: words('活动期内下满几单就有礼', 'So many orders within the days bring a gift'),
  fields: [
    {
      key: 'least',
      label: words('每单至少', 'An order counts from'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      initial: 0,
      hint: words('实付，退款后不足就不算', 'Of what is paid; less after a refund counts no more'),
    },
  ],
  tier: { label: words('下满', 'Orders'), kind: 'count', max: 200, unit: words('单', 'orders'), initial: 3 },
  perDay: {
    unit: words('人', 'people'),
    hint: words(
      '每天最多这么多人开始参加，奖品才备得及；满了的第二天再来，可以预约提醒',
      'So many begin a day, so that gifts can follow; who comes later waits for the next day and may ask to be told',
    ),
  },
  joins: 'doing',
  said: (amount) => words(`${amount} 单`, amount === 1 ? '1 order' : `${amount} orders`),
  says: ({ least }) =>
    least === 0
      ? [words('付款就算一单', 'each order that is paid counts')]
      : [words(`实付满 ${formatYuan(least)} 元算一单`, `orders from ¥${formatYuan(least)} count`)],
  worth: ({ least }, fen) => (fen > 0 && fen >= least ? 1 : 0),
});
