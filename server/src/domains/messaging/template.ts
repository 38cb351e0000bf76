import { type Words, words } from '@huoshui/contracts/words';
import type { AskMoment } from '@huoshui/contracts/words/messaging';
import type { Kind } from './gate.ts';

export type Variable = {
  readonly name: string;
  readonly label: Words;
  readonly example: string;
  /** What is said when whoever asks for the message knows no value; without it such a message is not sent. */
  readonly otherwise?: string;
};

/** What the shop tells, whichever way: each channel begins its own text from this. */
export type BuiltIn = {
  readonly key: string;
  readonly name: Words;
  readonly kind: Kind;
  /** It tells of a benefit that was given: without one, or when it is gone, there is nothing to tell. */
  readonly ofBenefit?: true;
  /** It tells of goods that can be had, perhaps at a price: when they are gone, or cost more again, there is nothing to tell. */
  readonly ofGoods?: true;
  readonly title: string;
  readonly lines: readonly { readonly label: Words; readonly text: string }[];
  /** Page of the mini program it leads to. */
  readonly page: string;
  /** After which acts she is asked to allow it, and what it is good for, in words to her; null: she is never asked. */
  readonly ask: Ask | null;
  readonly variables: readonly Variable[];
};

export type Ask = { readonly at: readonly AskMoment[]; readonly title: Words; readonly text: Words };

const ORDER: readonly Variable[] = [
  { name: 'orderId', label: words('订单', 'Order'), example: 'ord_0000' },
  { name: 'number', label: words('订单编号', 'Order number'), example: '2026112108300001' },
  { name: 'product', label: words('商品名称', 'Product'), example: '红颜草莓 500g', otherwise: '你购买的商品' },
];

const COUPON: readonly Variable[] = [
  { name: 'coupon', label: words('优惠券名称', 'Coupon'), example: '水果复购券' },
  { name: 'sentence', label: words('优惠内容', 'What it gives'), example: '满 39 减 10' },
  { name: 'until', label: words('有效期至', 'Valid until'), example: '2026年11月28日' },
  { name: 'category', label: words('品类', 'Category'), example: '水果', otherwise: '专享' },
];

const GOODS: readonly Variable[] = [
  { name: 'productId', label: words('商品', 'Product'), example: 'prd_0000' },
  { name: 'product', label: words('商品名称', 'Name of the product'), example: '红颜草莓 500g' },
  { name: 'price', label: words('当前价格', 'Price now'), example: '¥29.90' },
  { name: 'fell', label: words('降价金额', 'Fell by'), example: '¥10.00' },
];

/** Every message the shop can send. What operators write for a channel is stored; these are the beginnings. */
export const BUILT_IN: readonly BuiltIn[] = [
  {
    key: 'careReminder',
    name: words('购后关怀', 'Care after a purchase'),
    kind: 'marketing',
    title: '收到的商品，这样放更新鲜',
    lines: [
      { label: words('服务内容', 'Service'), text: '保存方法与烹饪建议' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('提醒时间', 'Time'), text: '{{now}}' },
      { label: words('温馨提示', 'Note'), text: '点开看怎么保存、怎么做更好吃' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: {
      at: ['order_paid', 'pickup_paid'],
      title: words('保存与烹饪', 'Keeping and cooking'),
      text: words('这次买的怎么放、怎么做最好吃', 'How to keep and cook what you bought'),
    },
    variables: [
      ...ORDER,
      { name: 'now', label: words('发送时间', 'Time of sending'), example: '2026年11月21日 10:00' },
    ],
  },
  {
    key: 'couponArrived',
    name: words('优惠券到账', 'A coupon has arrived'),
    kind: 'marketing',
    ofBenefit: true,
    title: '送你一张{{category}}券，再次购买立减',
    lines: [
      { label: words('优惠券名称', 'Coupon'), text: '{{coupon}}' },
      { label: words('优惠内容', 'What it gives'), text: '{{sentence}}' },
      { label: words('有效期至', 'Valid until'), text: '{{until}}' },
      { label: words('备注', 'Note'), text: '下单自动抵扣，别忘了用' },
    ],
    page: 'coupons/pages/wallet',
    ask: {
      at: ['order_paid', 'pickup_paid', 'coupon_taken'],
      title: words('优惠到账', 'Coupons'),
      text: words('给你留了券时提醒一声，不怕过期', 'A word when a coupon is yours, before it ends'),
    },
    variables: COUPON,
  },
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
    key: 'reviewInvite',
    name: words('邀请评价', 'Asked for a review'),
    kind: 'marketing',
    title: '收到的商品还满意吗',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('温馨提示', 'Note'), text: '写几句评价，好评价有奖励' },
    ],
    page: 'reviews/pages/mine',
    ask: {
      at: ['order_paid', 'pickup_paid'],
      title: words('评价有奖', 'Reviews'),
      text: words('收到几天后请你写评价，有奖励', 'A word some days later: a review is rewarded'),
    },
    variables: ORDER,
  },
  {
    key: 'bestSellers',
    name: words('大家常买推荐', 'What others often buy'),
    kind: 'marketing',
    title: '新朋友常买的好物',
    lines: [
      { label: words('活动名称', 'What'), text: '大家常买榜' },
      { label: words('温馨提示', 'Note'), text: '点开看看，新人券还等着你用' },
    ],
    page: 'home/pages/home',
    ask: {
      at: ['coupon_taken'],
      title: words('好物推荐', 'Best sellers'),
      text: words('大家常买的好物告诉你', 'A word of what others often buy'),
    },
    variables: [],
  },
  {
    key: 'birthdayCoupon',
    name: words('生日礼券', 'A coupon for the birthday'),
    kind: 'marketing',
    ofBenefit: true,
    title: '生日快到了，送你一张生日券',
    lines: [
      { label: words('优惠券名称', 'Coupon'), text: '{{coupon}}' },
      { label: words('优惠内容', 'What it gives'), text: '{{sentence}}' },
      { label: words('有效期至', 'Valid until'), text: '{{until}}' },
      { label: words('备注', 'Note'), text: '祝你生日快乐' },
    ],
    page: 'coupons/pages/wallet',
    ask: {
      at: ['check_in'],
      title: words('生日礼券', 'Birthday coupon'),
      text: words('生日前送你的券，到了告诉你', 'A word when your birthday coupon is there'),
    },
    variables: COUPON,
  },
  {
    key: 'habitDay',
    name: words('常买日提醒', 'Her usual day'),
    kind: 'marketing',
    title: '又到你常买的日子',
    lines: [
      { label: words('提醒内容', 'What'), text: '常买的商品该补货了' },
      { label: words('提醒时间', 'Time'), text: '{{now}}' },
      { label: words('温馨提示', 'Note'), text: '今天下单，新鲜到家' },
    ],
    page: 'orders/pages/orders',
    ask: {
      at: ['order_paid', 'pickup_paid'],
      title: words('常买日提醒', 'Your usual day'),
      text: words('到了常买的日子，早上提醒你', 'A word in the morning of the day you usually buy'),
    },
    variables: [{ name: 'now', label: words('发送时间', 'Time of sending'), example: '2026年11月21日 07:00' }],
  },
  {
    key: 'themeDay',
    name: words('主题日提醒', 'A day with a theme'),
    kind: 'marketing',
    title: '今天是{{theme}}',
    lines: [
      { label: words('活动名称', 'Theme'), text: '{{theme}}' },
      { label: words('温馨提示', 'Note'), text: '仅限今天，点开看看' },
    ],
    page: 'home/pages/home',
    ask: {
      at: ['check_in'],
      title: words('主题日提醒', 'Theme days'),
      text: words('有主题日时提醒你', 'A word on days with a theme'),
    },
    variables: [{ name: 'theme', label: words('主题', 'Theme'), example: '周一水果日' }],
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
    key: 'couponExpiring',
    name: words('优惠券还没用', 'A coupon is not used yet'),
    kind: 'marketing',
    ofBenefit: true,
    title: '你的{{coupon}}还没用',
    lines: [
      { label: words('优惠券名称', 'Coupon'), text: '{{coupon}}' },
      { label: words('到期时间', 'Ends'), text: '{{until}}' },
      { label: words('温馨提示', 'Note'), text: '下单自动抵扣，别让它过期' },
    ],
    page: 'coupons/pages/wallet',
    ask: {
      at: ['coupon_taken'],
      title: words('优惠券到期', 'Before a coupon ends'),
      text: words('快到期还没用时提醒你', 'A word while there is still time to use it'),
    },
    variables: COUPON,
  },
  {
    key: 'pointsExpiring',
    name: words('积分快到期', 'Points are about to end'),
    kind: 'marketing',
    title: '{{points}} 积分快到期了',
    lines: [
      { label: words('到期积分', 'Points'), text: '{{points}}' },
      { label: words('到期时间', 'Ends'), text: '{{until}}' },
      { label: words('温馨提示', 'Note'), text: '可以换礼品，也可以下单抵现' },
    ],
    page: 'loyalty/pages/points',
    ask: {
      at: ['check_in'],
      title: words('积分到期', 'Before points end'),
      text: words('积分快到期时提醒你', 'A word while there is still time to spend them'),
    },
    variables: [
      { name: 'points', label: words('到期积分', 'Points'), example: '120' },
      { name: 'until', label: words('到期时间', 'Ends'), example: '2026年12月5日' },
    ],
  },
  {
    key: 'cardEnding',
    name: words('会员卡快到期', 'A card is about to end'),
    kind: 'marketing',
    title: '你的{{card}}快到期了',
    lines: [
      { label: words('会员卡', 'Card'), text: '{{card}}' },
      { label: words('到期时间', 'Ends'), text: '{{until}}' },
      { label: words('温馨提示', 'Note'), text: '续费接着用，不浪费一天' },
    ],
    page: 'loyalty/pages/cards',
    ask: {
      at: ['card_paid'],
      title: words('会员卡到期', 'Before a card ends'),
      text: words('会员卡快到期时提醒你', 'A word while there is still time to renew it'),
    },
    variables: [
      { name: 'card', label: words('会员卡', 'Card'), example: '免邮月卡' },
      { name: 'until', label: words('到期时间', 'Ends'), example: '2026年12月5日' },
    ],
  },
  {
    key: 'checkInReminder',
    name: words('签到提醒', 'Check-in reminder'),
    kind: 'service',
    title: '今天还没签到',
    lines: [
      { label: words('活动名称', 'What'), text: '每日签到' },
      { label: words('连续签到', 'In a row'), text: '已连续 {{streak}} 天' },
      { label: words('温馨提示', 'Note'), text: '签到可得 {{points}} 积分' },
    ],
    page: 'loyalty/pages/check-in',
    ask: {
      at: ['check_in'],
      title: words('签到提醒', 'Check-in'),
      text: words('到点还没签到时提醒你', 'A word when you have not come by yet'),
    },
    variables: [
      { name: 'streak', label: words('连续天数', 'Days in a row'), example: '6' },
      { name: 'points', label: words('可得积分', 'Points'), example: '5' },
    ],
  },
  {
    key: 'orderShipped',
    name: words('发货通知', 'Order shipped'),
    kind: 'service',
    title: '你的订单已发货',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('快递公司', 'Carrier'), text: '{{company}}' },
      { label: words('快递单号', 'Waybill'), text: '{{waybill}}' },
      { label: words('温馨提示', 'Note'), text: '请留意收货，生鲜请尽快冷藏' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: {
      at: ['order_paid'],
      title: words('发货通知', 'Shipping'),
      text: words('包裹出发时告诉你运单号', 'The waybill number when it leaves'),
    },
    variables: [
      ...ORDER,
      { name: 'company', label: words('快递公司', 'Carrier'), example: '顺丰速运' },
      { name: 'waybill', label: words('快递单号', 'Waybill'), example: 'SF1234567890123' },
    ],
  },
  {
    key: 'pickupReady',
    name: words('备好待自提', 'Ready to be collected'),
    kind: 'service',
    title: '你的订单已备好，可以来取了',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('自提门店', 'Store'), text: '{{store}}' },
      { label: words('自提时间', 'When'), text: '{{slot}}' },
      { label: words('温馨提示', 'Note'), text: '到店出示自提码即可取货' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: {
      at: ['pickup_paid'],
      title: words('可以来取了', 'Ready for you'),
      text: words('门店备好货时告诉你', 'When the store has it ready'),
    },
    variables: [
      ...ORDER,
      { name: 'store', label: words('自提门店', 'Store'), example: '徐汇店' },
      { name: 'slot', label: words('自提时间', 'When'), example: '2026-11-30 10:00~11:00' },
    ],
  },
  {
    key: 'refundDone',
    name: words('退款到账', 'Refund paid'),
    kind: 'service',
    title: '退款已原路退回',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('退款金额', 'Amount'), text: '{{amount}}' },
      { label: words('退款说明', 'Note'), text: '已原路退回，请查收' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: {
      at: ['refund_asked'],
      title: words('退款到账', 'Refunds'),
      text: words('退款到账时告诉你', 'When the money is back'),
    },
    variables: [...ORDER, { name: 'amount', label: words('退款金额', 'Amount'), example: '¥39.90' }],
  },
  {
    key: 'refundRefused',
    name: words('退款申请被拒绝', 'Refund request refused'),
    kind: 'service',
    title: '你的退款申请没有通过',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('申请金额', 'Amount'), text: '{{amount}}' },
      { label: words('店家说明', 'The shop says'), text: '{{reply}}' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: null,
    variables: [
      ...ORDER,
      { name: 'amount', label: words('申请金额', 'Amount'), example: '¥39.90' },
      { name: 'reply', label: words('店家说明', 'The shop says'), example: '已经拆封，不能退' },
    ],
  },
  {
    key: 'refundReduced',
    name: words('退款申请部分同意', 'Refund request agreed to in part'),
    kind: 'service',
    title: '店家同意退一部分',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('退款金额', 'Amount'), text: '{{amount}}（申请 {{asked}}）' },
      { label: words('店家说明', 'The shop says'), text: '{{reply}}' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: null,
    variables: [
      ...ORDER,
      { name: 'amount', label: words('退款金额', 'Amount'), example: '¥10.00' },
      { name: 'asked', label: words('申请金额', 'Asked for'), example: '¥39.90' },
      { name: 'reply', label: words('店家说明', 'The shop says'), example: '一份压坏，按一份退' },
    ],
  },
  {
    key: 'orderChanged',
    name: words('店家修改订单', 'The shop changed an order'),
    kind: 'service',
    title: '{{what}}',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('现在是', 'Now'), text: '{{note}}' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    ask: null,
    variables: [
      ...ORDER,
      { name: 'what', label: words('修改内容', 'What changed'), example: '店家为你改价了' },
      { name: 'note', label: words('现在是', 'Now'), example: '¥39.90' },
    ],
  },
  {
    key: 'afterSale',
    name: words('售后进展', 'After-sale moved on'),
    kind: 'service',
    title: '{{step}}',
    lines: [
      { label: words('订单编号', 'Order number'), text: '{{number}}' },
      { label: words('商品名称', 'Product'), text: '{{product}}' },
      { label: words('说明', 'Note'), text: '{{note}}' },
    ],
    page: 'orders/pages/after-sale?id={{refundId}}',
    ask: null,
    variables: [
      ...ORDER,
      { name: 'refundId', label: words('售后', 'After-sale'), example: 'rfd_0000' },
      { name: 'step', label: words('进展', 'What happened'), example: '店家同意了，请寄回商品' },
      { name: 'note', label: words('说明', 'Note'), example: '寄回地址：上海市徐汇区漕溪北路 1 号' },
    ],
  },
];

export function builtIn(key: string): BuiltIn | undefined {
  return BUILT_IN.find((t) => t.key === key);
}

/** The words for people who know the template by its name; one that is gone is known by its key. */
export function nameOfTemplate(key: string): Words {
  return builtIn(key)?.name ?? words(key, key);
}

export function examplesOf(template: BuiltIn): Readonly<Record<string, string>> {
  return Object.fromEntries(template.variables.map((v) => [v.name, v.example]));
}
