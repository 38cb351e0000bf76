import { words } from '../words.ts';

/** What the shop writes for people to read. */
export const articleKind = {
  article: words('文章', 'Article'),
  recipe: words('食谱', 'Recipe'),
} as const;

export const articleState = {
  draft: words('草稿', 'Draft'),
  published: words('已发布', 'Published'),
  withdrawn: words('已下线', 'Withdrawn'),
} as const;

/** What an article is made of, in order. */
export const articlePart = {
  text: words('段落', 'Paragraph'),
  heading: words('小标题', 'Heading'),
  picture: words('图片', 'Picture'),
  products: words('商品', 'Products'),
} as const;

/** How an ingredient stands in the shop. */
export const ingredientState = {
  plain: words('店里不卖', 'Not of the shop'),
  buyable: words('有货', 'In stock'),
  sold_out: words('暂时无货', 'Out of stock'),
  off_sale: words('已下架', 'Off sale'),
} as const;
