import { words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { formatYuan } from '../../../platform/money.ts';
import { play } from '../play.ts';

/** 砍价: each friend takes something off the price, all of them together just down to the floor; she may order at any moment. */
export const bargain = play({
  play: 'bargain',
  words: activityPlay.bargain,
  about: words(
    '朋友每点一下砍掉一点，砍满人数正好到底价；随时可按当前价买下',
    'Each friend takes something off; with all of them it is just at its floor, and it may be bought at any moment',
  ),
  fields: [
    { key: 'sku', label: words('商品规格', 'SKU'), kind: 'picker', of: 'sku' },
    {
      key: 'floor',
      label: words('底价', 'Floor'),
      kind: 'money',
      min: 1,
      max: 1_000_000_00,
      hint: words(
        '不与会员价、满减、优惠券同享；从发起时的售价砍到它',
        'No other price, rule or coupon counts beside it; it comes down from what it costs when she begins',
      ),
    },
    {
      key: 'cuts',
      label: words('砍到底价要', 'To get there'),
      kind: 'count',
      unit: words('位朋友', 'friends'),
      min: 2,
      max: 100,
      initial: 10,
    },
    {
      key: 'hours',
      label: words('发起后', 'It stays open for'),
      kind: 'count',
      unit: words('小时内有效', 'hours'),
      min: 1,
      max: 72,
      initial: 24,
    },
    {
      key: 'bonus',
      label: words('新朋友多砍', 'Newcomers take off'),
      kind: 'percent',
      min: 0,
      max: 100,
      initial: 50,
      hint: words('第一次来商城的朋友多砍这么多；总数不变', 'So much more, who come for the first time; the sum stays'),
    },
    {
      key: 'aDay',
      label: words('每人每天最多帮砍', 'One may help a day'),
      kind: 'count',
      unit: words('次', 'times'),
      min: 1,
      max: 50,
      initial: 3,
      hint: words('不论帮谁；同一位朋友只能帮你一次', 'Whomever; the same friend helps her once'),
    },
  ],
  tier: null,
  without: ['pays', 'payDays', 'budget'],
  perDay: {
    unit: words('单', 'orders'),
    hint: words(
      '每天最多发起这么多，每个都要能发出去；发起了的随时可以下单',
      'So many are begun a day, since each may become an order; what was begun can be ordered at any moment',
    ),
  },
  joins: 'press',
  said: (amount) => words(`已砍 ¥${formatYuan(amount)}`, `¥${formatYuan(amount)} off`),
  says: ({ floor, cuts, hours, bonus, aDay }) => [
    words(`${cuts} 位朋友帮忙，砍到 ¥${formatYuan(floor)}`, `down to ¥${formatYuan(floor)} with ${cuts} friends`),
    words(
      `发起后 ${hours} 小时内有效，随时可按当前价买下`,
      `open for ${hours} hours, to be bought at any moment at its price then`,
    ),
    words(`每位朋友帮一次，每人每天最多帮 ${aDay} 次`, `each friend helps once, ${aDay} times a day at most`),
    ...(bonus > 0 ? [words(`新朋友多砍 ${bonus}%`, `newcomers take off ${bonus}% more`)] : []),
  ],
  goods: ({ sku, floor }) => [{ sku, price: floor, at: 'floor' }],
  helps: ({ aDay }) => ({ perFriend: 'once', aDay, newOnly: false }),
  bargain: (values) => values,
});
