import type { DemoPromotion } from './promotion.ts';

/** What the demo shop runs from its first day on: a rule of each kind but the plainest. */
export const demoPromotions: readonly DemoPromotion[] = [
  {
    kind: 'nth_piece',
    name: '早餐第二件半价',
    values: { nth: 2, percentOff: 50, counts: 'mixed', most: 2 },
    scope: ['bakery'],
  },
  {
    kind: 'pieces_percent',
    name: '零食任选 3 件 9 折',
    values: {
      tiers: [
        { pieces: 3, percentOff: 10 },
        { pieces: 5, percentOff: 20 },
      ],
    },
    scope: ['snack'],
  },
  {
    kind: 'pieces_for',
    name: '蔬菜 12.9 元任选 2 件',
    values: { pieces: 2, price: 12_90, counts: 'mixed', most: 2 },
    scope: ['vegetable'],
  },
  {
    kind: 'each_amount_off',
    name: '水果粮油每满 40 减 3',
    values: { per: 40_00, off: 3_00, times: 5 },
    scope: ['fruit', 'pantry'],
  },
  {
    kind: 'fixed_price',
    name: '海鲜限时 8.5 折',
    values: { how: 'percent', price: null, percentOff: 15, most: null },
    scope: ['seafood'],
  },
  {
    kind: 'add_on',
    name: '水果换购海绵',
    values: { threshold: 59_00, most: 1 },
    items: [{ product: 'home-sponge', price: 5_90 }],
    scope: ['fruit'],
  },
  {
    kind: 'gift_amount',
    name: '生鲜满 79 送冷制皂',
    values: { again: 'once', most: null, broken: 'clawback', gone: 'without' },
    gifts: [{ from: 79_00, product: 'home-soap', quantity: 1 }],
    scope: ['fruit', 'vegetable', 'meat', 'seafood'],
  },
];

/** Longer than any story that is played. */
export const promotionDays = 180;
