import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  guess: ['猜你喜欢', 'You may like'],
  together: ['买了还买', 'Bought as well'],
  cart: ['一起带上', 'Goes with your cart'],
  next: ['该补货了', 'Time to stock up'],
});
