import { type Static, type TProperties, Type } from '@sinclair/typebox';
import { activityContract } from './activities.ts';
import { ProductCard } from './catalog.ts';
import { Bilingual, Fen, Instant, Nullable, OneOf } from './contract.ts';
import { Takeable } from './coupons.ts';
import { placementContract } from './placements.ts';
import { ShownTheme } from './themes.ts';
import { articleKind } from './words/content.ts';
import { bannerRatio, goodsShape, goodsSource, linkTarget, textStyle } from './words/pages.ts';
import { remindOf } from './words/themes.ts';
import { valuesOf } from './words.ts';

/** What blocks hold once they are filled: a line a kind, for whoever draws them. */

const Link = Type.Object({ target: OneOf(valuesOf(linkTarget)), id: Nullable(Type.String()) });
const Picture = Type.Object({ picture: Type.String(), title: Type.String(), link: Link });
const title = { title: Type.String() };
const Card = Type.Object({ ...ProductCard.properties, reason: Nullable(Bilingual()) });
const Activity = activityContract['GET /api/shop/activities'].ok.properties.items.items;
const article = { id: Type.String(), title: Type.String(), summary: Type.String(), cover: Type.String() };
const playGoods = {
  ...title,
  activity: Activity,
  goods: Type.Array(
    Type.Object({
      productId: Type.String(),
      name: Type.String(),
      image: Nullable(Type.String()),
      price: Fen(),
      alone: Fen(),
    }),
  ),
};

const goods = {
  ...title,
  shape: OneOf(valuesOf(goodsShape)),
  source: OneOf(valuesOf(goodsSource)),
  items: Type.Array(Card),
};

/** A block's content says its kind, so that whoever has one knows the rest. */
const of = <const Kind extends string, Properties extends TProperties>(kind: Kind, properties: Properties) =>
  Type.Object({ kind: Type.Literal(kind), ...properties });

const blockContents = {
  search: of('search', { words: Type.Array(Type.String()), notice: Type.String(), freeFrom: Nullable(Fen()) }),
  banner: of('banner', { ratio: OneOf(valuesOf(bannerRatio)), pictures: Type.Array(Picture) }),
  image_grid: of('image_grid', { columns: Type.Integer(), pictures: Type.Array(Picture) }),
  categories: of('categories', {
    items: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), icon: Nullable(Type.String()) })),
  }),
  showcase: of('showcase', { items: Type.Array(ProductCard) }),
  products: of('products', goods),
  feed: of('feed', {
    ...title,
    categoryId: Nullable(Type.String()),
    items: Type.Array(ProductCard),
    nextCursor: Nullable(Type.String()),
  }),
  personal: of('personal', { ...title, text: Type.String(), items: Type.Array(Card) }),
  coupons: of('coupons', { ...title, items: Type.Array(Takeable) }),
  activities: of('activities', { items: Type.Array(Activity) }),
  flash_sale: of('flash_sale', playGoods),
  group_buy: of('group_buy', playGoods),
  countdown: of('countdown', { ...title, to: Instant(), link: Link }),
  articles: of('articles', {
    ...title,
    items: Type.Array(Type.Object({ ...article, kind: OneOf(valuesOf(articleKind)) })),
  }),
  recipe: of('recipe', {
    ...article,
    /** The words above it. */
    heading: Type.String(),
    minutes: Nullable(Type.Integer()),
    servings: Nullable(Type.Integer()),
    /** Their names. */
    ingredients: Type.Array(Type.String()),
  }),
  rich_text: of('rich_text', {
    parts: Type.Array(Type.Object({ style: OneOf(valuesOf(textStyle)), text: Type.String() })),
  }),
  video: of('video', { video: Type.String(), cover: Nullable(Type.String()) }),
  /** `until`: then another day begins, and it is asked for anew. */
  theme: of('theme', {
    until: Instant(),
    today: Nullable(Type.Object({ ...ShownTheme.properties, items: Type.Array(ProductCard) })),
    tomorrow: Nullable(Type.Object({ ...ShownTheme.properties, reminded: Type.Boolean() })),
  }),
  remind: of('remind', {
    ...title,
    of: OneOf(valuesOf(remindOf)),
    /** The day of a theme, the session of a flash sale, or the activity. */
    id: Type.String(),
    activityId: Nullable(Type.String()),
    name: Type.String(),
    at: Instant(),
    reminded: Type.Boolean(),
  }),
  slot: of('slot', { items: placementContract['GET /api/shop/placements'].ok.properties.items }),
  quiz: of('quiz', { ...title, text: Type.String(), id: Type.String() }),
} as const;

export type BlockContents = { readonly [Kind in keyof typeof blockContents]: Static<(typeof blockContents)[Kind]> };

/** A block as a phone draws it. */
export const FilledBlock = Type.Object({
  key: Type.String(),
  content: Type.Union([
    blockContents.search,
    blockContents.banner,
    blockContents.image_grid,
    blockContents.categories,
    blockContents.showcase,
    blockContents.products,
    blockContents.feed,
    blockContents.personal,
    blockContents.coupons,
    blockContents.activities,
    blockContents.flash_sale,
    blockContents.group_buy,
    blockContents.countdown,
    blockContents.articles,
    blockContents.recipe,
    blockContents.rich_text,
    blockContents.video,
    blockContents.theme,
    blockContents.remind,
    blockContents.slot,
    blockContents.quiz,
  ]),
});
