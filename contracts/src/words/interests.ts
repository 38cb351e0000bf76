import { type WordsOf, words } from '../words.ts';

/** How a product stands in her lists. */
export const goodsState = {
  ok: words('有货', 'In stock'),
  sold_out: words('补货中', 'Out of stock'),
  off_sale: words('已下架', 'Not sold any more'),
} as const satisfies WordsOf<string>;
