import type { pages } from './pages.ts';
import { defineTexts } from './texts.ts';

/** What stands above each page, and on the tabs. The Chinese is what the page's own config builds in. */
export const titles = defineTexts({
  homeTab: ['首页', 'Home'],
  'home/pages/home': ['活水鲜生', 'Huoshui Fresh'],
  'catalog/pages/category': ['分类', 'Shelves'],
  'cart/pages/cart': ['购物车', 'Cart'],
  'me/pages/me': ['我的', 'Me'],
  'catalog/pages/product': ['商品详情', 'Product'],
  'catalog/pages/search': ['搜索', 'Search'],
  'me/pages/about': ['关于', 'About'],
  'orders/pages/checkout': ['确认订单', 'Checkout'],
  'orders/pages/paid': ['支付结果', 'Payment'],
  'orders/pages/orders': ['我的订单', 'My orders'],
  'orders/pages/order': ['订单详情', 'Order'],
  'orders/pages/refund': ['申请售后', 'Ask for a refund'],
  'orders/pages/after-sale': ['售后详情', 'Your request'],
  'coupons/pages/wallet': ['优惠券', 'Coupons'],
  'coupons/pages/code': ['到店用券', 'Use it in a store'],
  'loyalty/pages/points': ['我的积分', 'Points'],
  'loyalty/pages/level': ['会员等级', 'Levels'],
  'loyalty/pages/check-in': ['签到', 'Check-in'],
  'loyalty/pages/cards': ['会员卡', 'Cards'],
  'reviews/pages/mine': ['我的评价', 'My reviews'],
  'reviews/pages/write': ['写评价', 'Write a review'],
  'reviews/pages/reviews': ['商品评价', 'Reviews'],
  'messaging/pages/inbox': ['消息', 'Messages'],
  'stores/pages/stores': ['门店', 'Stores'],
  'stores/pages/store': ['门店详情', 'Store'],
  'members/pages/addresses': ['收货地址', 'Addresses'],
  'members/pages/address': ['编辑地址', 'Edit address'],
} satisfies Readonly<Record<(typeof pages)[keyof typeof pages] | 'homeTab', readonly [string, string]>>);
