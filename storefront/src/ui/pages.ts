/** The shop's pages by what they show: paths as notices, codes and links name them. */
export const pages = {
  home: 'pages/index/index',
  category: 'pages/catalog/category',
  search: 'pages/catalog/search',
  product: 'pages/product/detail',
  cart: 'pages/cart/index',
  checkout: 'pages/order/checkout',
  paid: 'pages/order/paid',
  orders: 'pages/order/list',
  order: 'pages/order/detail',
  refund: 'pages/order/refund',
  coupons: 'pages/coupons/index',
  inbox: 'pages/messages/inbox',
  me: 'pages/me/index',
  addresses: 'pages/me/addresses',
  address: 'pages/me/address',
  about: 'pages/me/about',
} as const;

export const tabPages = [pages.home, pages.category, pages.cart, pages.me] as const;
