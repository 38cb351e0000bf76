import type { CategoryKey } from './category.ts';
import type { DemoSku } from './product.ts';

/** What goods cost the shop, in hundredths of what a member pays: fresh ones leave least. */
const shares: Readonly<Record<CategoryKey, number>> = {
  fruit: 68,
  vegetable: 70,
  meat: 72,
  seafood: 74,
  bakery: 45,
  pantry: 62,
  snack: 58,
  home: 48,
};

export function costOf(category: CategoryKey, { price, memberPrice = price }: DemoSku): number {
  return Math.round((memberPrice * shares[category]) / 100);
}
