import type { BlockKind, BlockName } from '../block-kind.ts';
import { activities } from './activities.ts';
import { articles } from './articles.ts';
import { banner } from './banner.ts';
import { categories } from './categories.ts';
import { countdown } from './countdown.ts';
import { coupons } from './coupons.ts';
import { feed } from './feed.ts';
import { imageGrid } from './image-grid.ts';
import { personal } from './personal.ts';
import { flashSale, groupBuy } from './play-goods.ts';
import { products } from './products.ts';
import { quiz } from './quiz.ts';
import { recipe } from './recipe.ts';
import { remind } from './remind.ts';
import { richText } from './rich-text.ts';
import { search } from './search.ts';
import { showcase } from './showcase.ts';
import { slot } from './slot.ts';
import { theme } from './theme.ts';
import { video } from './video.ts';

/** Every kind of block: a line each. */
export const blocks: readonly BlockKind[] = [
  search,
  banner,
  imageGrid,
  richText,
  articles,
  recipe,
  countdown,
  video,
  categories,
  showcase,
  products,
  feed,
  coupons,
  theme,
  activities,
  flashSale,
  groupBuy,
  remind,
  personal,
  slot,
  quiz,
];

const byName = new Map(blocks.map((one) => [one.kind, one]));

export const findBlock = (kind: BlockName): BlockKind | undefined => byName.get(kind);
