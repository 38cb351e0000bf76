import { type Words, words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { formatYuan } from '../../../platform/money.ts';
import { clockOf, overlapping } from '../flash-sale/schedule.ts';
import { play } from '../play.ts';

/** 限时秒杀: so many pieces an hour at a low price, taken out of the shop's stock beforehand; who comes first has them. */
export const flashSale = play({
  play: 'flash_sale',
  words: activityPlay.flash_sale,
  about: words(
    '按场次限量，库存单独锁定、绝不超卖；先抢到再下单，没付款的放回',
    'By sessions, of a stock of its own that is never sold twice: taken first, ordered then, put back unless it is paid',
  ),
  fields: [
    {
      key: 'sessions',
      label: words('每天的场次', 'Sessions of a day'),
      kind: 'list',
      min: 1,
      max: 12,
      add: words('加一场', 'Add a session'),
      row: words('场', 'Session'),
      of: [
        { key: 'from', label: words('开始', 'Begins'), kind: 'minute_of_day', min: 0, max: 1439, initial: 600 },
        {
          key: 'minutes',
          label: words('时长', 'For'),
          kind: 'period',
          min: 10,
          max: 1440,
          initial: 60,
        },
      ],
      hint: words('按时间先后；上线后不能再改', 'In the order of the day; they stay once it is live'),
    },
    {
      key: 'goods',
      label: words('秒杀商品', 'Goods'),
      kind: 'list',
      min: 1,
      max: 20,
      add: words('加一个规格', 'Add a SKU'),
      row: words('规格', 'SKU'),
      of: [
        { key: 'sku', label: words('商品规格', 'SKU'), kind: 'picker', of: 'sku' },
        { key: 'price', label: words('秒杀价', 'Price'), kind: 'money', min: 1, max: 1_000_000_00 },
        {
          key: 'stock',
          label: words('每场', 'A session has'),
          kind: 'count',
          unit: words('件', 'pieces'),
          min: 1,
          max: 1_000_000,
          initial: 50,
        },
      ],
      hint: words(
        '上线时从现货中锁定所有场次的件数，每场结束把没卖完的还给商城；秒杀价不与会员价、满减、优惠券同享',
        'Pieces of all sessions leave the shop’s stock when it becomes live; what a session does not sell goes back at its end. No other price, rule or coupon counts beside it',
      ),
    },
    {
      key: 'perOrder',
      label: words('每次最多抢', 'At a time'),
      kind: 'count',
      unit: words('件', 'pieces'),
      min: 1,
      max: 99,
      initial: 1,
    },
    {
      key: 'perMember',
      label: words('每人最多', 'One has at most'),
      kind: 'count',
      unit: words('件', 'pieces'),
      min: 1,
      max: 999,
      initial: 2,
      hint: words(
        '各场各规格合计；没付款和全部退款的不算',
        'Over all sessions and SKUs; what was never paid or went back whole does not count',
      ),
    },
    {
      key: 'payMinutes',
      label: words('抢到后', 'Kept for'),
      kind: 'count',
      unit: words('分钟内付款', 'minutes to order and pay'),
      min: 3,
      max: 30,
      initial: 10,
      hint: words('过时放回这一场，给后面的人', 'After that it goes back to the session, for whoever comes next'),
    },
  ],
  problem: ({ sessions, goods, perOrder, perMember }) => {
    const twice = goods.findIndex(({ sku }, at) => goods.findIndex((other) => other.sku === sku) < at);
    if (twice >= 0) return { at: `goods.${twice}.sku`, words: words('这个规格已经有了', 'It stands there already') };
    const late = overlapping(sessions);
    if (late !== null)
      return {
        at: `sessions.${late}.from`,
        words: words(
          '要排在上一场结束之后，并在当天结束',
          'It begins after the one before has ended, and ends on the same day',
        ),
      };
    return perMember < perOrder
      ? { at: 'perMember', words: words('不能少于每次最多抢的件数', 'No fewer than one may take at a time') }
      : null;
  },
  tier: null,
  without: ['places', 'pays', 'payDays', 'budget'],
  perDay: {
    unit: words('单', 'orders'),
    hint: words(
      '当天各场合计；抢到就占一单，没付款的放回。没卖完的件数场次结束还给商城',
      'Over the sessions of a day; what is taken counts one, and no more once it lapses. What is not sold goes back to the shop',
    ),
  },
  fixed: ['days', 'sessions', 'goods', 'payMinutes'],
  joins: 'doing',
  said: (amount) => words(`买到 ${amount} 件`, amount === 1 ? '1 piece' : `${amount} pieces`),
  says: ({ sessions, goods, perOrder, perMember, payMinutes }) => [
    priceWords(goods.map(({ price }) => price)),
    words(
      `每天 ${sessions.map(({ from }) => clockOf(from)).join('、')} 开抢`,
      `every day at ${sessions.map(({ from }) => clockOf(from)).join(', ')}`,
    ),
    words(`每次最多 ${perOrder} 件，每人最多 ${perMember} 件`, `${perOrder} at a time, ${perMember} each at most`),
    words(
      `抢到后 ${payMinutes} 分钟内付款，过时放回`,
      `to be paid within ${payMinutes} minutes, or they go back into the session`,
    ),
  ],
  goods: ({ goods }) => goods,
  flash: (values) => values,
});

const priceWords = (prices: readonly number[]): Words => {
  const low = Math.min(...prices);
  const yuan = formatYuan(low);
  return prices.every((price) => price === low)
    ? words(`秒杀价 ¥${yuan}`, `¥${yuan} a piece`)
    : words(`秒杀价 ¥${yuan} 起`, `from ¥${yuan} a piece`);
};
