import { pages } from './ui/pages.ts';

const tab = (pagePath: string, text: string, icon: string) => ({
  pagePath,
  text,
  iconPath: `assets/tab/${icon}.png`,
  selectedIconPath: `assets/tab/${icon}-on.png`,
});

export default defineAppConfig({
  pages: Object.values(pages),
  window: {
    navigationBarTitleText: '活水鲜生',
    navigationBarBackgroundColor: '#ffffff',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F7F9FA',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#6B7686',
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
  lazyCodeLoading: 'requiredComponents',
});
