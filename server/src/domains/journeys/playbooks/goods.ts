import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { holdoutField, playbook } from '../playbook.ts';
import { countTold } from './count-told.ts';
import { byNextOrder, fallField, goalField, goalWords, restField, sendAtField, tell, waitUntil } from './pieces.ts';

/** 收藏降价通知: of several kept products that fall within the rest one is told; which of them, the first. */
export const favouritePriceDrop = playbook({
  key: 'favourite_fell',
  name: words('收藏降价通知', 'A favourite got cheaper'),
  promise: words(
    '收藏的商品真的比她收藏时便宜了才说，点开就是价格走势；发出前又涨回去的不发',
    'A word only when a kept product really sells for less than when she kept it; it opens the trend, and is not sent if the price is up again',
  ),
  steps: [
    words('收藏的商品降价 5% 以上', 'A product that she keeps gets cheaper by 5% or more'),
    words('等到上午 10:00', 'Wait until 10:00'),
    words('发送降价通知', 'Tell her of the price'),
    goalWords(3),
  ],
  form: form({
    fields: [fallField, sendAtField(600), goalField(3), restField(3), holdoutField],
    sentence: ({ percent, goalDays, restDays }) =>
      words(
        `收藏的商品降价 ${percent}% 以上就通知，看 ${goalDays} 天内的订单，两次之间隔 ${restDays} 天`,
        `A word when a kept product falls by ${percent}%, measured by orders within ${goalDays} days; ${restDays} days between two`,
      ),
  }),
  define: ({ percent, sendAt, ...measured }) =>
    byNextOrder({
      trigger: { kind: 'favourite_fell', values: { percent } },
      nodes: [waitUntil('good_hour', sendAt, 'tell'), tell('tell', 'priceFell', null)],
      ...measured,
    }),
  wouldEnter: async (ctx, asOf, stretch, { restDays }) =>
    countTold(ctx, 'favourite.price_fell', asOf, stretch, restDays),
});

/** 到货提醒: she asked for it, so it is told at once, whatever else she was told of, and nobody is held out unless somebody wants it. */
export const stockIsBack = playbook({
  key: 'back_in_stock',
  name: words('到货提醒', 'Back in stock'),
  promise: words(
    '她登记等的商品一到货就通知；先登记的先说，货少时分批说，又卖完了不说',
    'Who asked is told as soon as goods are back: in the order of asking, in waves while there are few, and not of what sold out again',
  ),
  steps: [
    words('她登记过的商品到货', 'Goods that she asked for are back'),
    words('立即发送到货通知', 'Tell her at once'),
    goalWords(3),
  ],
  form: form({
    fields: [goalField(3), { ...holdoutField, initial: 0 }],
    sentence: ({ goalDays }) =>
      words(
        `登记的商品一到货就通知，看 ${goalDays} 天内的订单`,
        `A word as soon as goods are back, measured by orders within ${goalDays} days`,
      ),
  }),
  define: ({ goalDays, holdout }) =>
    byNextOrder({
      trigger: { kind: 'back_in_stock', values: {} },
      nodes: [tell('tell', 'backInStock', null)],
      goalDays,
      restDays: 0,
      holdout,
      // She asked for each of them: that she waits for two things is no reason to be told of one.
      reentry: { kind: 'by_key', by: 'product', cooldownDays: 0 },
    }),
  wouldEnter: async (ctx, asOf, stretch) => countTold(ctx, 'stock_request.met', asOf, stretch, 0),
});
