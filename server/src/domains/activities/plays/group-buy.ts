import { words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { formatYuan } from '../../../platform/money.ts';
import { play } from '../play.ts';

/** 拼团: so many people order the same goods within some hours, each at a lower price, or everybody has her money back. */
export const groupBuy = play({
  play: 'group_buy',
  words: activityPlay.group_buy,
  about: words(
    '几个人一起买更便宜；没拼成自动退款。成团的都是真人付的款，没有模拟成团',
    'Cheaper for people who order together; whoever stays alone has her money back. Every place is a real order that was paid',
  ),
  fields: [
    {
      key: 'size',
      label: words('几人成团', 'People in a team'),
      kind: 'count',
      unit: words('人', 'people'),
      min: 2,
      max: 10,
      initial: 2,
    },
    {
      key: 'hours',
      label: words('多久内拼成', 'To be complete within'),
      kind: 'count',
      unit: words('小时', 'hours'),
      min: 1,
      max: 36,
      initial: 24,
      hint: words(
        '从团长付款算起；微信要求付款后 48 小时内发货，要给发货留出时间',
        'From its first payment; WeChat wants goods to leave within 48 hours of the payment, so leave time to pack',
      ),
    },
    {
      key: 'goods',
      label: words('拼团商品', 'Goods'),
      kind: 'list',
      min: 1,
      max: 20,
      add: words('加一个规格', 'Add a SKU'),
      row: words('规格', 'SKU'),
      of: [
        { key: 'sku', label: words('商品规格', 'SKU'), kind: 'picker', of: 'sku' },
        { key: 'price', label: words('拼团价', 'Price in a team'), kind: 'money', min: 1, max: 1_000_000_00 },
      ],
      hint: words(
        '同一个商品的规格拼同一个团；拼团价不与会员价、满减、优惠券同享，积分和运费照常',
        'SKUs of one product share teams; no other price, rule or coupon counts beside it, points and delivery do',
      ),
    },
    {
      key: 'perOrder',
      label: words('每单最多', 'Pieces an order'),
      kind: 'count',
      unit: words('件', 'pieces'),
      min: 1,
      max: 99,
      initial: 2,
    },
    {
      key: 'perMember',
      label: words('每人最多参加', 'One may take part'),
      kind: 'count',
      unit: words('次', 'times'),
      min: 1,
      max: 50,
      initial: 3,
      hint: words('没付款、退了款、没拼成的不算', 'What was never paid, given back or not completed does not count'),
    },
    {
      key: 'newOnly',
      label: words('只有新客能参团', 'Only newcomers join'),
      kind: 'switch',
      initial: false,
      hint: words(
        '老带新：团长不限，参团的人要没有买过',
        'Whoever begins may be anybody; who joins has never bought before',
      ),
    },
  ],
  problem: ({ goods }) => {
    const twice = goods.findIndex(({ sku }, at) => goods.findIndex((other) => other.sku === sku) < at);
    return twice < 0 ? null : { at: `goods.${twice}.sku`, words: words('这个规格已经有了', 'It stands there already') };
  },
  tier: {
    label: words('带成', 'Teams led'),
    kind: 'count',
    max: 100,
    least: 0,
    unit: words('个团', 'teams'),
    initial: 1,
  },
  perDay: {
    unit: words('单', 'orders'),
    hint: words(
      '开团时按整团人数占用，参团的人不会被挡；没成团的放回',
      'A team takes as many as its people when it is begun, so whoever joins is never turned away; it gives them back if it fails',
    ),
  },
  joins: 'doing',
  said: (amount) => words(`带成 ${amount} 个团`, amount === 1 ? '1 team led' : `${amount} teams led`),
  says: ({ size, hours, goods, perOrder, perMember, newOnly }) => {
    const low = Math.min(...goods.map(({ price }) => price));
    const yuan = formatYuan(low);
    return [
      goods.every(({ price }) => price === low)
        ? words(`${size} 人团 ¥${yuan}`, `¥${yuan} in a team of ${size}`)
        : words(`${size} 人团 ¥${yuan} 起`, `from ¥${yuan} in a team of ${size}`),
      words(
        `团长付款后 ${hours} 小时内拼成，没拼成自动退款`,
        `complete within ${hours} hours of the first payment, or the money goes back by itself`,
      ),
      words(
        `每单最多 ${perOrder} 件，每人最多 ${perMember} 次`,
        `${perOrder} pieces an order, ${perMember} times each`,
      ),
      ...(newOnly ? [words('参团的人须没有买过', 'who joins has never bought before')] : []),
      words('每个位置都是真实付款的订单', 'every place is a real order that was paid'),
    ];
  },
  goods: ({ goods }) => goods,
  teams: (values) => values,
});
