import type { DemoPromotion } from './promotion.ts';

/** What the demo shop runs from its first day on: one rule that pairs pieces, one that counts them. */
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
];

/** Longer than any story that is played. */
export const promotionDays = 180;
