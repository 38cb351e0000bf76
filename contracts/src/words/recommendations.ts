import { words } from '../words.ts';

/** Where goods are recommended; the order is that of the console. */
export const recommendationSlot = {
  guess: words('猜你喜欢', 'You may like'),
  together: words('买了还买', 'Bought as well'),
  cart: words('购物车凑单', 'Goes with the cart'),
  next: words('该补货了', 'Time to stock up'),
} as const;

/** Why something is recommended. */
export const recommendationWhy = {
  again: words('她买过', 'She bought it'),
  with: words('搭配', 'Goes with others'),
  liked: words('口味', 'Her taste'),
  popular: words('热销', 'Popular'),
} as const;
