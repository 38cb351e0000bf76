/**
 * The shop's pages by what they show: paths as notices, codes and links name them. A page lives in the room of its domain,
 * `<domain>/pages/<page>`. What a shopper sees first is the main package; the rest comes in packages of its own, fetched
 * ahead where she is likely to go next.
 */
export const pages = {
  home: 'home/pages/home',
  category: 'catalog/pages/category',
  cart: 'cart/pages/cart',
  me: 'me/pages/me',
  product: 'catalog/pages/product',
  search: 'catalog/pages/search',
  about: 'me/pages/about',
  checkout: 'orders/pages/checkout',
  paid: 'orders/pages/paid',
  orders: 'orders/pages/orders',
  order: 'orders/pages/order',
  refund: 'orders/pages/refund',
  afterSale: 'orders/pages/after-sale',
  coupons: 'coupons/pages/wallet',
  couponCode: 'coupons/pages/code',
  points: 'loyalty/pages/points',
  level: 'loyalty/pages/level',
  checkIn: 'loyalty/pages/check-in',
  cards: 'loyalty/pages/cards',
  myReviews: 'reviews/pages/mine',
  writeReview: 'reviews/pages/write',
  reviews: 'reviews/pages/reviews',
  inbox: 'messaging/pages/inbox',
  contact: 'scrm/pages/contact',
  group: 'scrm/pages/group',
  quiz: 'quizzes/pages/quiz',
  distribution: 'distribution/pages/center',
  leader: 'leaders/pages/leader',
  neighbour: 'leaders/pages/neighbour',
  wave: 'leaders/pages/wave',
  handOut: 'leaders/pages/hand-out',
  stores: 'stores/pages/stores',
  store: 'stores/pages/store',
  trace: 'traces/pages/trace',
  activity: 'activities/pages/activity',
  team: 'activities/pages/team',
  teams: 'activities/pages/teams',
  favourites: 'interests/pages/favourites',
  footprints: 'interests/pages/footprints',
  page: 'pages/pages/page',
  article: 'content/pages/article',
  articles: 'content/pages/articles',
  addresses: 'members/pages/addresses',
  address: 'members/pages/address',
} as const;

type Path = (typeof pages)[keyof typeof pages];

export const tabPages = [pages.home, pages.category, pages.cart, pages.me] as const;

/** Rooms whose pages are a package of their own; none holds a tab. */
export const packages = [
  'orders',
  'coupons',
  'loyalty',
  'reviews',
  'messaging',
  'stores',
  'members',
  'traces',
  'interests',
  'scrm',
  'activities',
  'quizzes',
  'distribution',
  'leaders',
  'pages',
  'content',
] as const;

export function packageOf(path: Path): (typeof packages)[number] | null {
  return packages.find((room) => path.startsWith(`${room}/`)) ?? null;
}

/** Addresses that were given out before pages had rooms: notices, codes and links that carry them still arrive. */
const moved: Readonly<Record<string, Path>> = {
  'pages/index/index': pages.home,
  'pages/catalog/category': pages.category,
  'pages/catalog/search': pages.search,
  'pages/product/detail': pages.product,
  'pages/cart/index': pages.cart,
  'pages/order/checkout': pages.checkout,
  'pages/order/paid': pages.paid,
  'pages/order/list': pages.orders,
  'pages/order/detail': pages.order,
  'pages/order/refund': pages.refund,
  'pages/coupons/index': pages.coupons,
  'pages/messages/inbox': pages.inbox,
  'pages/me/index': pages.me,
  'pages/me/about': pages.about,
  'pages/me/addresses': pages.addresses,
  'pages/me/address': pages.address,
};

/** Today's address for one that was given out once; any other stands as it is. */
export function todaysPath(path: string): string {
  const page = path.replace(/^\//, '');
  return Object.hasOwn(moved, page) ? (moved[page] ?? page) : page;
}

/** Where somebody goes whose address was not found: on to where it stands today, home if nobody knows it, never to itself again. */
export function placeOf(path: string): Path {
  const page = todaysPath(path);
  const known = Object.values(pages).find((one) => one === page);
  return known === undefined || known === path.replace(/^\//, '') ? pages.home : known;
}
