import type { CategoryKey } from './category.ts';

/** What a tap on it leads to, by the keys of the demo shop. */
type Leads =
  | { readonly target: 'coupon'; readonly coupon: string }
  | { readonly target: 'product'; readonly product: string }
  | { readonly target: 'category'; readonly category: CategoryKey }
  | { readonly target: 'quiz'; readonly quiz: string }
  | { readonly target: 'check_in' };

type DemoPlacement = {
  readonly name: string;
  readonly kind: 'popup' | 'banner' | 'floating';
  readonly pages: readonly ('home' | 'product' | 'category' | 'cart' | 'me')[];
  /** Of goods pages only those of these shelves; all of them when absent. */
  readonly shelves?: readonly CategoryKey[];
  /** Among the pictures of products. */
  readonly picture: string | null;
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly leads: Leads;
  readonly rules: Readonly<Record<string, unknown>>;
};

/** Two pop-ups for who has not ordered yet, a coupon first and then a quiz, which a floating icon leads to as well, and a slot each for the fruit of the season, for what comes with seafood, and for the points of the day. */
export const demoPlacements: readonly DemoPlacement[] = [
  {
    name: '新人弹窗',
    kind: 'popup',
    pages: ['home'],
    picture: null,
    title: '新人见面礼 ¥10',
    text: '满 39 元可用，领到后 7 天内有效',
    button: '点一下领走',
    leads: { target: 'coupon', coupon: 'new-member' },
    rules: { for: 'newcomers', pace: 'days', every: 3, inAll: 4, stops: ['tap', 'close'], priority: 60, holdout: 20 },
  },
  {
    name: '新人口味测试弹窗',
    kind: 'popup',
    pages: ['home'],
    picture: null,
    title: '三题测出你的鲜味',
    text: '答完当场送一张合口味的券',
    button: '开始',
    leads: { target: 'quiz', quiz: '新人口味测试' },
    rules: { for: 'newcomers', pace: 'days', every: 2, inAll: 3, stops: ['tap', 'close'], priority: 55, holdout: 20 },
  },
  {
    name: '首页 测口味',
    kind: 'floating',
    pages: ['home'],
    picture: null,
    title: '测口味',
    text: '',
    button: '',
    leads: { target: 'quiz', quiz: '新人口味测试' },
    rules: { for: 'newcomers', pace: 'always', stops: ['tap', 'close'], priority: 50, holdout: 20 },
  },
  {
    name: '首页 当季水果',
    kind: 'banner',
    pages: ['home'],
    picture: 'fruit-strawberry.webp',
    title: '草莓当季',
    text: '清早采摘，冷链到家',
    button: '去看看',
    leads: { target: 'product', product: 'fruit-strawberry' },
    rules: { for: 'everybody', pace: 'always', stops: [], priority: 50, holdout: 10 },
  },
  {
    name: '海鲜页 冷链说明',
    kind: 'banner',
    pages: ['product', 'category'],
    shelves: ['seafood'],
    picture: null,
    title: '活鲜冷链，早上捞晚上到',
    text: '化冻、死鲜拍照就赔',
    button: '搭配姜葱',
    leads: { target: 'category', category: 'vegetable' },
    rules: { for: 'everybody', pace: 'always', stops: [], priority: 50, holdout: 10 },
  },
  {
    name: '购物车 签到',
    kind: 'banner',
    pages: ['cart', 'me'],
    picture: null,
    title: '今天签到了吗',
    text: '签到得积分，积分能抵钱',
    button: '去签到',
    leads: { target: 'check_in' },
    rules: { for: 'buyers', pace: 'always', stops: [], priority: 40, holdout: 10 },
  },
];
