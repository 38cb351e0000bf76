import type { DemoProduct } from './product.ts';
import { bakery } from './products/bakery.ts';
import { fruit } from './products/fruit.ts';
import { home } from './products/home.ts';
import { meat } from './products/meat.ts';
import { pantry } from './products/pantry.ts';
import { seafood } from './products/seafood.ts';
import { snack } from './products/snack.ts';
import { vegetable } from './products/vegetable.ts';

/** Everything the demo shop sells, shelf by shelf. */
export const demoProducts: readonly DemoProduct[] = [
  ...fruit,
  ...vegetable,
  ...meat,
  ...seafood,
  ...bakery,
  ...pantry,
  ...snack,
  ...home,
];
