import { type Words, words } from '@huoshui/contracts/words';
import { block, defaultPages } from './default-pages.ts';
import type { Block } from './page.ts';
import type { PageKind } from './ports.ts';

type Template = {
  readonly key: string;
  readonly kind: PageKind;
  readonly name: Words;
  readonly hint: Words;
  readonly blocks: readonly Block[];
};

const asItIs = (kind: PageKind, name: Words): Template => ({
  ...{ key: `${kind}_as_it_is`, kind, name, blocks: defaultPages[kind] },
  hint: words('现在店里就是这样，从它改起', 'What the shop shows now, to be changed from there'),
});

/** What a page can start from; all of it can be changed. */
export const templates: readonly Template[] = [
  asItIs('home', words('现在的首页', 'Home as it is')),
  {
    key: 'home_day',
    kind: 'home',
    name: words('每天不一样的首页', 'A home that changes'),
    hint: words('秒杀、拼团、专属推荐在前，老客新客各看各的', 'Flash sale, group buy and what is picked for her first'),
    blocks: [
      block('search', 'search'),
      block('picks', 'showcase'),
      block('coupons', 'coupons'),
      block('theme', 'theme'),
      block('slots', 'slot'),
      block('shelves', 'categories'),
      block('flash', 'flash_sale', { title: '限时秒杀' }),
      block(
        'personal',
        'personal',
        { title: '你的买菜小助手', text: '按你买过的、看过的挑的' },
        { for: 'buyers', who: null },
      ),
      block('heroes', 'products', { title: '大家都在回购', source: 'heroes', most: 20, least: 3 }),
      block(
        'newgoods',
        'products',
        { title: '第一单可以从这些开始', source: 'sold', shape: 'grid', most: 4 },
        { for: 'newcomers', who: null },
      ),
      block('group', 'group_buy', { title: '一起买更便宜' }),
      block('plays', 'activities'),
      block('sellers', 'products', { title: '大家常买', source: 'sold', most: 10, least: 3 }),
      block('feed', 'feed', { title: '为你挑的' }),
    ],
  },
  asItIs('me', words('现在的我的页', 'Member page as it is')),
  asItIs('product', words('现在的商品页下方', 'Below a product as it is')),
  {
    key: 'free_sale',
    kind: 'free',
    name: words('大促会场', 'A big sale'),
    hint: words('倒计时、券、秒杀和促销商品', 'Countdown, coupons, flash sale and goods on promotion'),
    blocks: [
      block('coupons', 'coupons', { title: '先领券' }),
      block('flash', 'flash_sale', { title: '限时秒杀' }),
      block('group', 'group_buy', { title: '一起买更便宜' }),
      block('deals', 'products', { title: '正在促销', source: 'promoted', shape: 'grid', most: 20 }),
      block('feed', 'feed', { title: '再逛逛' }),
    ],
  },
  {
    key: 'free_newcomers',
    kind: 'free',
    name: words('新人专区', 'For newcomers'),
    hint: words('新人券、卖得最好的和一段自我介绍', 'Coupons, best sellers and a few words about the shop'),
    blocks: [
      block('hello', 'rich_text', {
        parts: [
          { style: 'heading', text: '第一次来？' },
          { style: 'text', text: '挑了大家回来最多次的几样，第一单从它们开始不会错。' },
        ],
      }),
      block('coupons', 'coupons', { title: '新人券' }),
      block('sellers', 'products', { title: '大家常买', source: 'sold', shape: 'grid', most: 10 }),
    ],
  },
];

export function findTemplate(key: string): Template | undefined {
  return templates.find((one) => one.key === key);
}
