import { words } from '@huoshui/contracts/words';
import type { BuiltIn } from '../template.ts';
import { COUPON, ORDER } from './variables.ts';

/** Care, coupons, points, cards, and days worth a word. */
export const ofBenefits: readonly BuiltIn[] = [
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
];
