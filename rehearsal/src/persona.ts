import type { Random } from './random.ts';

export type PersonaKey = 'bargain' | 'stocker' | 'once' | 'loyal' | 'sleeper';

/** How a kind of shopper behaves. Shares are chances; nothing here knows of journeys, arms or figures. */
export type Persona = {
  readonly key: PersonaKey;
  readonly label: string;
  /** Of a hundred shoppers, so many are of this kind. */
  readonly of100: number;
  /** Looks around on a day without buying. */
  readonly browses: number;
  /** Days between two purchases, drawn anew each time; null: never by herself again. */
  readonly nextPurchase: (random: Random, purchases: number) => number | null;
  readonly basket: readonly [number, number];
  readonly takesCoupons: number;
  readonly allowsMessages: number;
  readonly opensNotices: number;
  /** A coupon in a notice that she opened makes her buy. */
  readonly followsCoupon: number;
};

export const PERSONAS: readonly Persona[] = [
  {
    key: 'bargain',
    label: '爱优惠',
    of100: 20,
    browses: 0.12,
    nextPurchase: (random) => random.between(12, 30),
    basket: [1, 3],
    takesCoupons: 0.9,
    allowsMessages: 0.85,
    opensNotices: 0.7,
    followsCoupon: 0.55,
  },
  {
    key: 'stocker',
    label: '每周囤货',
    of100: 12,
    browses: 0.05,
    nextPurchase: (random) => random.between(6, 10),
    basket: [3, 5],
    takesCoupons: 0.4,
    allowsMessages: 0.6,
    opensNotices: 0.4,
    followsCoupon: 0.25,
  },
  {
    key: 'once',
    label: '买过一次',
    of100: 36,
    browses: 0.02,
    nextPurchase: (random, purchases) => (purchases === 0 ? 0 : random.chance(0.12) ? random.between(18, 45) : null),
    basket: [1, 2],
    takesCoupons: 0.5,
    allowsMessages: 0.5,
    opensNotices: 0.4,
    followsCoupon: 0.35,
  },
  {
    key: 'loyal',
    label: '常客',
    of100: 10,
    browses: 0.2,
    nextPurchase: (random) => random.between(4, 8),
    basket: [2, 3],
    takesCoupons: 0.6,
    allowsMessages: 0.8,
    opensNotices: 0.6,
    followsCoupon: 0.3,
  },
  {
    key: 'sleeper',
    label: '渐渐不来',
    of100: 22,
    browses: 0.04,
    nextPurchase: (random, purchases) => (purchases < random.between(2, 3) ? random.between(4, 9) : null),
    basket: [1, 3],
    takesCoupons: 0.4,
    allowsMessages: 0.7,
    opensNotices: 0.5,
    followsCoupon: 0.4,
  },
];

export function drawPersona(random: Random): Persona {
  let left = random.between(0, 99);
  for (const persona of PERSONAS) {
    left -= persona.of100;
    if (left < 0) return persona;
  }
  return PERSONAS[0] ?? fail();
}

function fail(): never {
  throw new Error('there are no personas');
}
