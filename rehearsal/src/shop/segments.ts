import type { CategoryKey } from './category.ts';

export type DemoSegment = {
  readonly name: string;
  readonly note: string;
  /** The tag that whoever is in it has; null: none. */
  readonly tag: string | null;
  readonly condition: (categories: ReadonlyMap<CategoryKey, string>, products: ReadonlyMap<string, string>) => unknown;
};

/** Whom the demo shop looks at each morning, and the tags that follow two of them. */
export const demoSegments: readonly DemoSegment[] = [
  {
    name: '看过牛奶没下单的成长期会员',
    note: '两周内看过牛奶、7 天内没有下单：差一步，送一张小额券最划算',
    tag: null,
    condition: (_categories, products) => ({
      all: [
        { kind: 'stage_in', values: { stages: ['growing'] } },
        {
          kind: 'did_event',
          values: {
            event: 'product_view',
            goods: { kind: 'products', ids: [products.get('bakery-milk') ?? ''] },
            where: [],
            when: 'last',
            days: 14,
            measure: 'times',
            compare: 'atLeast',
            number: 1,
          },
        },
        { not: { kind: 'paid_orders', values: { atLeast: 1, days: 7 } } },
      ],
    }),
  },
  {
    name: '最爱水果',
    note: '最近看得多、买得多的是水果',
    tag: '爱吃水果',
    condition: (categories) => ({
      kind: 'prefers',
      values: { categories: [categories.get('fruit') ?? ''], top: 1 },
    }),
  },
  {
    name: '快要走的付费会员',
    note: '三个月内买过，两周没来',
    tag: '快要走了',
    condition: () => ({ kind: 'activity_in', values: { roles: ['paying'], rhythms: ['at_risk'] } }),
  },
  {
    name: '加购没下单',
    note: '最近 7 天加了购物车，之后 3 天内没有付款',
    tag: null,
    condition: () => ({
      all: [
        {
          kind: 'did_event',
          values: {
            event: 'cart_add',
            goods: { kind: 'all', ids: [] },
            where: [],
            when: 'last',
            days: 7,
            measure: 'times',
            compare: 'atLeast',
            number: 1,
          },
        },
        {
          not: {
            kind: 'did_in_order',
            values: {
              steps: ['cart_add', 'order.paid'].map((event) => ({ event, goods: { kind: 'all', ids: [] }, where: [] })),
              within: 3 * 1440,
              never: null,
              when: 'last',
              days: 7,
            },
          },
        },
      ],
    }),
  },
];
