import { packageOf, packages, pages } from './ui/pages.ts';

const tab = (pagePath: string, text: string, icon: string) => ({
  pagePath,
  text,
  iconPath: `assets/tab/${icon}.png`,
  selectedIconPath: `assets/tab/${icon}-on.png`,
});
// What explains the played shop is no part of the mini program that is published.
const paths = Object.values(pages).filter((path) => process.env.TARO_ENV !== 'weapp' || path !== pages.about);

export default defineAppConfig({
  pages: paths.filter((path) => packageOf(path) === null),
  subPackages: packages.map((room) => ({
    root: `${room}/pages`,
    name: room,
    pages: paths.filter((path) => packageOf(path) === room).map((path) => path.slice(`${room}/pages/`.length)),
  })),
  // Fetched while she looks at the page before, so that the step to it does not wait.
  preloadRule: {
    [pages.cart]: { network: 'all', packages: ['orders'] },
    [pages.product]: { network: 'all', packages: ['orders'] },
    [pages.me]: {
      network: 'all',
      packages: ['orders', 'coupons', 'loyalty', 'reviews', 'members', 'messaging', 'stores', 'interests'],
    },
  },
  window: {
    navigationBarTitleText: '活水鲜生',
    navigationBarBackgroundColor: '#ffffff',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F7F9FA',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#616B7A',
    selectedColor: '#0A6D70',
    backgroundColor: '#ffffff',
    borderStyle: 'white',
    list: [
      tab(pages.home, '首页', 'home'),
      tab(pages.category, '分类', 'category'),
      tab(pages.cart, '购物车', 'cart'),
      tab(pages.me, '我的', 'me'),
    ],
  },
  // Asked for on a tap in the list of stores, and to the kilometre only.
  requiredPrivateInfos: ['getFuzzyLocation'],
  permission: { 'scope.userFuzzyLocation': { desc: '用来按远近给门店排序' } },
  lazyCodeLoading: 'requiredComponents',
});
