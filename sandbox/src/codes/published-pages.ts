/**
 * The pages of the version that the shop has published: WeChat reads them out of its app.json at review. A code, a message
 * or a link that names another page is 41030. Held to the storefront's own list by a test of the server.
 */
export const publishedPages: readonly string[] = [
  'home/pages/home',
  'interests/pages/favourites',
  'interests/pages/footprints',
  'catalog/pages/category',
  'cart/pages/cart',
  'me/pages/me',
  'catalog/pages/product',
  'catalog/pages/search',
  'orders/pages/checkout',
  'orders/pages/paid',
  'orders/pages/orders',
  'orders/pages/order',
  'orders/pages/refund',
  'orders/pages/after-sale',
  'coupons/pages/wallet',
  'coupons/pages/code',
  'loyalty/pages/points',
  'loyalty/pages/level',
  'loyalty/pages/check-in',
  'loyalty/pages/cards',
  'reviews/pages/mine',
  'reviews/pages/write',
  'reviews/pages/reviews',
  'messaging/pages/inbox',
  'scrm/pages/contact',
  'scrm/pages/group',
  'activities/pages/activity',
  'activities/pages/team',
  'activities/pages/teams',
  'quizzes/pages/quiz',
  'distribution/pages/center',
  'leaders/pages/leader',
  'leaders/pages/neighbour',
  'leaders/pages/wave',
  'leaders/pages/hand-out',
  'stores/pages/stores',
  'stores/pages/store',
  'traces/pages/trace',
  'pages/pages/page',
  'content/pages/article',
  'content/pages/articles',
  'members/pages/addresses',
  'members/pages/address',
];

/** A page with or without its leading slash and its query. */
export function isPublished(page: string): boolean {
  return publishedPages.includes(page.replace(/^\//, '').replace(/\?.*$/, ''));
}
