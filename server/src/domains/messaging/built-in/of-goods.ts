import { words } from '@huoshui/contracts/words';
import type { BuiltIn } from '../template.ts';
import { COUPON, GOODS, ORDER } from './variables.ts';

/** Of goods she has in mind: a cart, a favourite, what is back, what runs out. */
export const ofGoods: readonly BuiltIn[] = [
  {
    key: 'cartCoupon',
    name: words('购物车优惠券', 'A coupon for the cart'),
    kind: 'marketing',
    ofBenefit: true,
    title: '购物车里的商品在等你，送你一张券',
    lines: [
      { label: words('商品名称', 'Product'), text: '{{goods}}' },
      { label: words('优惠内容', 'What it gives'), text: '{{sentence}}' },
      { label: words('有效期至', 'Valid until'), text: '{{until}}' },
      { label: words('温馨提示', 'Note'), text: '点开购物车，结算时自动抵扣' },
    ],
    page: 'cart/pages/cart',
    ask: {
      at: ['cart'],
      title: words('购物车优惠', 'Coupons for the cart'),
      text: words('购物车里的商品有券可用时告诉你', 'A word when a coupon fits what is in your cart'),
    },
    variables: [
      { name: 'goods', label: words('购物车商品', 'Goods of the cart'), example: '红颜草莓 500g ×3' },
      ...COUPON,
    ],
  },
  {
    key: 'priceFell',
    name: words('降价通知', 'A price fell'),
    kind: 'marketing',
    ofGoods: true,
    title: '你看中的商品降价了',
    lines: [
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('当前价格', 'Price now'), text: '{{price}}' },
      { label: words('降价金额', 'Fell by'), text: '{{fell}}' },
      { label: words('温馨提示', 'Note'), text: '点开看这件商品的价格走势' },
    ],
    page: 'catalog/pages/product?id={{productId}}&trend=1',
    ask: {
      at: ['favourite', 'cart'],
      title: words('降价通知', 'Price falls'),
      text: words('看中的商品降价时告诉你', 'A word when what you like costs less'),
    },
    variables: GOODS,
  },
  {
    key: 'orderRestore',
    name: words('取消订单恢复', 'A cancelled order can be restored'),
    kind: 'marketing',
    title: '订单没付款被取消了，商品还想要吗',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('温馨提示', 'Note'), text: '点开订单，一键放回购物车' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: null,
    variables: ORDER,
  },
  {
    key: 'runsOut',
    name: words('预计用完提醒', 'About to run out'),
    kind: 'marketing',
    ofGoods: true,
    title: '常买的快用完了吧',
    lines: [
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('预计用完', 'Runs out'), text: '{{until}}' },
      { label: words('温馨提示', 'Note'), text: '点开再买一份，不断档' },
    ],
    page: 'catalog/pages/product?id={{productId}}',
    ask: {
      at: ['order_paid', 'pickup_paid'],
      title: words('用完提醒', 'Before it runs out'),
      text: words('常买的快用完时提醒你', 'A word just before what you keep buying runs out'),
    },
    variables: [
      ...GOODS.filter(({ name }) => name === 'productId' || name === 'product'),
      { name: 'until', label: words('预计用完', 'Runs out'), example: '2026年12月5日' },
    ],
  },
  {
    key: 'backInStock',
    name: words('到货通知', 'Back in stock'),
    kind: 'service',
    ofGoods: true,
    title: '你等的商品到货了',
    lines: [
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('商品价格', 'Price'), text: '{{price}}' },
      { label: words('温馨提示', 'Note'), text: '数量有限，先到先得' },
    ],
    page: 'catalog/pages/product?id={{productId}}',
    ask: {
      at: ['back_in_stock'],
      title: words('到货通知', 'Back in stock'),
      text: words('到货时告诉你', 'A word when it is there again'),
    },
    variables: GOODS.filter(({ name }) => name !== 'fell'),
  },
  {
    key: 'flashSoon',
    name: words('秒杀开始提醒', 'A flash sale is about to begin'),
    kind: 'service',
    title: '你预约的秒杀马上开始',
    lines: [
      { label: words('活动名称', 'Activity'), text: '{{activity}}' },
      { label: words('开始时间', 'Begins at'), text: '{{at}}' },
      { label: words('温馨提示', 'Note'), text: '数量有限，先到先得' },
    ],
    page: 'activities/pages/activity?id={{activityId}}',
    ask: {
      at: ['flash_sale'],
      title: words('秒杀提醒', 'Flash sales'),
      text: words('开抢前 5 分钟告诉你', 'A word five minutes before it begins'),
    },
    variables: [
      { name: 'activity', label: words('活动名称', 'Activity'), example: '周三水果秒杀' },
      { name: 'activityId', label: words('活动', 'Activity'), example: 'act_0000' },
      { name: 'at', label: words('开始时间', 'Begins at'), example: '2026-11-21 10:00' },
    ],
  },
  {
    key: 'playGoesOn',
    name: words('活动开放提醒', 'An activity opens'),
    kind: 'service',
    title: '你等的活动开放了',
    lines: [
      { label: words('活动名称', 'Activity'), text: '{{activity}}' },
      { label: words('开放时间', 'Open from'), text: '{{at}}' },
      { label: words('温馨提示', 'Note'), text: '每天限量，先到先得' },
    ],
    page: 'activities/pages/activity?id={{activityId}}',
    ask: {
      at: ['activity_waits'],
      title: words('活动提醒', 'Activities'),
      text: words('活动开始或继续时告诉你', 'A word when it begins or goes on'),
    },
    variables: [
      { name: 'activity', label: words('活动名称', 'Activity'), example: '两人拼车厘子' },
      { name: 'activityId', label: words('活动', 'Activity'), example: 'act_0000' },
      { name: 'at', label: words('开放时间', 'Open from'), example: '2026-11-22 00:00' },
    ],
  },
];
