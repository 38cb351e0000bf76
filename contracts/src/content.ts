import { Type } from '@sinclair/typebox';
import { ProductCard } from './catalog.ts';
import {
  type Contract,
  Day,
  Fen,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { articleKind, articlePart, articleState, ingredientState } from './words/content.ts';
import { valuesOf } from './words.ts';

const Kind = OneOf(valuesOf(articleKind));
const State = OneOf(valuesOf(articleState));

/** `saves`: how often what is being edited was saved: what is published is what was seen. */
const Article = Type.Object({
  ...Revision,
  id: Type.String(),
  kind: Kind,
  title: Type.String(),
  state: State,
  /** What is being edited is not what shoppers read. */
  edited: Type.Boolean(),
  /** The values of the form `content.article`, as they are edited. */
  values: FormValues(),
  saves: Type.Integer(),
  likes: Type.Integer(),
  /** Where shoppers read it. */
  page: Type.String(),
  publishedAt: Nullable(Instant()),
  updatedAt: Instant(),
});

const Recipe = Type.Object({
  minutes: Nullable(Type.Integer()),
  servings: Nullable(Type.Integer()),
  ingredients: Type.Array(
    Type.Object({
      name: Type.String(),
      amount: Type.String(),
      state: OneOf(valuesOf(ingredientState)),
      /** While it can be seen in the shop. */
      card: Nullable(ProductCard),
      /** What goes into the cart: of its SKUs the cheapest that can be had. `price`: what a member pays for it. */
      sku: Nullable(Type.Object({ id: Type.String(), values: Type.Array(Type.String()), price: Fen() })),
    }),
  ),
  steps: Type.Array(Type.Object({ text: Type.String(), picture: Nullable(Type.String()) })),
});

/** As shoppers read it; of its goods only what can be seen in the shop now. */
const ShopArticle = Type.Object({
  id: Type.String(),
  kind: Kind,
  title: Type.String(),
  summary: Type.String(),
  cover: Type.String(),
  publishedAt: Instant(),
  /** Words of a paragraph or heading, or below a picture. */
  body: Type.Array(
    Type.Object({
      kind: OneOf(valuesOf(articlePart)),
      text: Type.String(),
      picture: Nullable(Type.String()),
      items: Type.Array(ProductCard),
    }),
  ),
  recipe: Nullable(Recipe),
  likes: Type.Integer(),
  liked: Type.Boolean(),
});

const Liking = Type.Object({ likes: Type.Integer(), liked: Type.Boolean() });

const Figures = Type.Object({
  /** Readings, and who read it. */
  reads: Type.Integer(),
  readers: Type.Integer(),
  /** Taps on its goods, and who tapped. */
  opened: Type.Integer(),
  openers: Type.Integer(),
  /** Orders that were paid within some days of reading and not given back whole; what was paid less what went back. */
  orders: Type.Integer(),
  buyers: Type.Integer(),
  sales: Fen(),
});

const Params = Type.Object({ id: Id('art') });
const Values = Type.Object({ values: FormValues() });

export const contentContract = {
  'GET /api/admin/articles': {
    query: Type.Object({ ...ListQuery, kind: Type.Optional(Kind), state: Type.Optional(State) }),
    ok: Page(Article),
  },
  'GET /api/shop/articles': {
    summary:
      'What can be read, the newest first: of a topic or a kind, or recipes that cook a product; with the first page the topics there are',
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
      kind: Type.Optional(Kind),
      topic: Type.Optional(Type.String({ minLength: 1, maxLength: 8 })),
      product: Type.Optional(Id('prd')),
    }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          kind: Kind,
          title: Type.String(),
          summary: Type.String(),
          cover: Type.String(),
        }),
      ),
      nextCursor: Nullable(Type.String()),
      topics: Type.Array(Type.String()),
    }),
  },
  'POST /api/admin/articles': {
    summary: 'The values of the form `content.article`; nobody reads it before it is published',
    body: Values,
    ok: Article,
  },
  'GET /api/admin/articles/:id': { params: Params, ok: Article },
  'PUT /api/admin/articles/:id': {
    summary: 'What is being edited: shoppers go on reading what was published',
    params: Params,
    body: Values,
    ok: Article,
  },
  'POST /api/admin/articles/:id/publication': {
    params: Params,
    body: Type.Object({ saves: Type.Integer({ minimum: 0 }) }),
    ok: Article,
  },
  'POST /api/admin/articles/:id/withdrawal': { params: Params, ok: Article },
  'GET /api/admin/articles/:id/figures': {
    summary: 'Of who read it on these days: goods opened from it, and orders within `withinDays` of reading',
    params: Params,
    query: Type.Object({ from: Day(), to: Day() }),
    ok: Type.Object({
      withinDays: Type.Integer(),
      whole: Figures,
      days: Type.Array(Type.Object({ day: Day(), figures: Figures })),
    }),
  },
  'GET /api/shop/articles/:id': { params: Params, ok: ShopArticle },
  'PUT /api/shop/articles/:id/like': { summary: 'Once a member', params: Params, ok: Liking },
  'DELETE /api/shop/articles/:id/like': { params: Params, ok: Liking },
} as const satisfies Contract;
