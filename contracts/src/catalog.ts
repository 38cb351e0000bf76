import { Type } from '@sinclair/typebox';
import {
  type Contract,
  Done,
  Fen,
  FileLanguage,
  IdParams,
  Instant,
  ListQuery,
  MOST_FEN,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
  TableFile,
} from './contract.ts';
import { productStatus, saleState, stockLevel } from './words/catalog.ts';
import { valuesOf } from './words.ts';

export const Category = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  parentId: Nullable(Type.String()),
  icon: Nullable(Type.String()),
  sort: Type.Integer(),
  productCount: Type.Integer(),
});
const CategoryInput = Type.Object({
  name: Seen(20),
  parentId: Type.Optional(Nullable(Type.String())),
  icon: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
  sort: Type.Optional(Type.Integer({ minimum: 0, maximum: 9999 })),
});

export const ProductStatus = OneOf(valuesOf(productStatus));

export const Sku = Type.Object({
  id: Type.String(),
  code: Type.String(),
  /** One value per product option, in the order of `options`. */
  values: Type.Array(Type.String()),
  price: Fen(),
  memberPrice: Nullable(Fen()),
  listPrice: Nullable(Fen()),
  /** Operators only. */
  costPrice: Type.Optional(Nullable(Fen())),
  image: Nullable(Type.String()),
  /** Grams of one piece, where somebody said. */
  weight: Nullable(Type.Integer()),
  /** What may still be bought: on hand less reserved. */
  available: Type.Integer(),
  onHand: Type.Optional(Type.Integer()),
  reserved: Type.Optional(Type.Integer()),
  /** The most that one store has of its own, where it can be collected; operators only. */
  atStores: Type.Optional(Type.Integer()),
  /** Shoppers only: it is not sent, it can be collected at a store that has some. */
  onlyAtStores: Type.Optional(Type.Boolean()),
});
const SkuInput = Type.Object({
  id: Type.Optional(Type.String()),
  code: Type.Optional(Type.String({ maxLength: 40 })),
  values: Type.Array(Seen(20), { maxItems: 3 }),
  price: Fen({ minimum: 1, maximum: 100_000_00 }),
  memberPrice: Type.Optional(Nullable(Fen({ minimum: 1, maximum: 100_000_00 }))),
  listPrice: Type.Optional(Nullable(Fen({ minimum: 1, maximum: MOST_FEN }))),
  costPrice: Type.Optional(Nullable(Fen({ minimum: 0, maximum: MOST_FEN }))),
  image: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
  weight: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 }))),
  /** Opening stock of a new SKU; stock of an existing one changes by `POST …/stock`. */
  onHand: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
});

export const Option = Type.Object({
  name: Seen(10),
  values: Type.Array(Seen(20), { minItems: 1, maxItems: 20 }),
});

export const Product = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  subtitle: Type.String(),
  categoryId: Type.String(),
  categoryName: Type.String(),
  status: ProductStatus,
  images: Type.Array(Type.String()),
  /** An MP4, shown before the pictures; the first of them is what stands there until it plays. */
  video: Nullable(Type.String()),
  options: Type.Array(Option),
  skus: Type.Array(Sku),
  /** Text of the detail page, in paragraphs. */
  detail: Type.Array(Type.String()),
  /** Pictures under that text, as wide as the page, in their order. */
  detailImages: Type.Array(Type.String()),
  /** How to keep and prepare it: told to the buyer after the purchase. */
  care: Type.String(),
  origin: Type.String(),
  tags: Type.Array(Type.String()),
  /** At most so many of one product an order; null is no limit. */
  limitPerOrder: Nullable(Type.Integer()),
  /** At most so many a member, unpaid ones too, within so many days (null: ever); null is no limit. */
  limitPerMember: Nullable(Type.Integer()),
  limitDays: Nullable(Type.Integer()),
  /** What it is sent by; null: the shop's own terms. */
  freightTemplateId: Nullable(Type.String()),
  /** It may be collected at a store. */
  pickup: Type.Boolean(),
  /** It may be bought from the first instant on, until the second, which is no part of it; null leaves that side open. */
  saleFrom: Nullable(Instant()),
  saleUntil: Nullable(Instant()),
  /** Whether that time is now; a product off sale is not sold in it either. */
  sale: OneOf(valuesOf(saleState)),
  sort: Type.Integer(),
  sold: Type.Integer(),
  createdAt: Instant(),
  updatedAt: Instant(),
});

const ProductInput = Type.Object({
  name: Seen(60),
  subtitle: Type.Optional(Type.String({ maxLength: 80 })),
  categoryId: Type.String(),
  images: Type.Array(Type.String({ maxLength: 300 }), { minItems: 1, maxItems: 9 }),
  video: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
  options: Type.Optional(Type.Array(Option, { maxItems: 3 })),
  skus: Type.Array(SkuInput, { minItems: 1, maxItems: 100 }),
  detail: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 30 })),
  detailImages: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: 20 })),
  care: Type.Optional(Type.String({ maxLength: 300 })),
  origin: Type.Optional(Type.String({ maxLength: 40 })),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 12 }), { maxItems: 8 })),
  limitPerOrder: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 999 }))),
  limitPerMember: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 999 }))),
  limitDays: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 365 }))),
  freightTemplateId: Type.Optional(Nullable(Type.String({ maxLength: 64 }))),
  /** Absent: it may. */
  pickup: Type.Optional(Type.Boolean()),
  saleFrom: Type.Optional(Nullable(Instant())),
  saleUntil: Type.Optional(Nullable(Instant())),
  sort: Type.Optional(Type.Integer({ minimum: 0, maximum: 9999 })),
  status: Type.Optional(ProductStatus),
});

export const ProductRow = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  image: Nullable(Type.String()),
  categoryName: Type.String(),
  status: ProductStatus,
  priceFrom: Fen(),
  priceTo: Fen(),
  available: Type.Integer(),
  sold: Type.Integer(),
  skuCount: Type.Integer(),
  saleFrom: Nullable(Instant()),
  sale: OneOf(valuesOf(saleState)),
  updatedAt: Instant(),
});

/** A product as a card in the shop. */
export const ProductCard = Type.Object({
  id: Type.String(),
  name: Type.String(),
  subtitle: Type.String(),
  image: Nullable(Type.String()),
  categoryId: Type.String(),
  price: Fen(),
  memberPrice: Nullable(Fen()),
  listPrice: Nullable(Fen()),
  tags: Type.Array(Type.String()),
  sold: Type.Integer(),
  soldOut: Type.Boolean(),
  /** The only SKU when there is just one: the card may add it to the cart at once. */
  skuId: Nullable(Type.String()),
});

export const catalogContract = {
  'GET /api/admin/categories': { ok: Type.Object({ items: Type.Array(Category) }) },
  'POST /api/admin/categories': { body: CategoryInput, ok: Category },
  'PATCH /api/admin/categories/:id': { params: IdParams, body: Type.Partial(CategoryInput), ok: Category },
  'DELETE /api/admin/categories/:id': { params: IdParams, ok: Done },
  'GET /api/admin/products': {
    query: Type.Object({
      ...ListQuery,
      categoryId: Type.Optional(Type.String()),
      status: Type.Optional(ProductStatus),
      stock: Type.Optional(OneOf(valuesOf(stockLevel))),
    }),
    ok: Page(ProductRow),
  },
  'GET /api/admin/products/goods.csv': {
    summary: 'Every SKU a row, as a file of goods is read again',
    query: Type.Object(FileLanguage),
    ok: TableFile(),
  },
  'POST /api/admin/products': { body: ProductInput, ok: Product },
  'GET /api/admin/products/:id': { params: IdParams, ok: Product },
  'GET /api/admin/products/:id/prices': {
    summary: 'What its SKUs cost from when on, the newest change first; at most a thousand',
    params: IdParams,
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          skuId: Type.String(),
          code: Type.String(),
          values: Type.Array(Type.String()),
          retired: Type.Boolean(),
          price: Fen(),
          memberPrice: Nullable(Fen()),
          at: Instant(),
        }),
      ),
    }),
  },
  'PUT /api/admin/products/:id': { params: IdParams, body: ProductInput, ok: Product },
  'PUT /api/admin/products/:id/status': { params: IdParams, body: Type.Object({ status: ProductStatus }), ok: Product },
  'GET /api/admin/stock': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(stockLevel))) }),
    ok: Page(
      Type.Object({
        skuId: Type.String(),
        code: Type.String(),
        productId: Type.String(),
        productName: Type.String(),
        values: Type.Array(Type.String()),
        onHand: Type.Integer(),
        reserved: Type.Integer(),
        available: Type.Integer(),
      }),
    ),
  },
  'POST /api/admin/stock': {
    summary: 'Correct the stock of one SKU by a difference; every change is a ledger row',
    body: Type.Object({
      skuId: Type.String(),
      change: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }),
      reason: Seen(60),
    }),
    ok: Type.Object({ onHand: Type.Integer(), reserved: Type.Integer() }),
  },
  'GET /api/shop/categories': {
    ok: Type.Object({ items: Type.Array(Type.Pick(Category, ['id', 'name', 'parentId', 'icon'])) }),
  },
  'GET /api/shop/products': {
    query: Type.Object({
      ...ListQuery,
      categoryId: Type.Optional(Type.String()),
      tag: Type.Optional(Type.String({ maxLength: 12 })),
      ids: Type.Optional(Type.String({ maxLength: 2000, description: 'comma-separated product ids' })),
      sort: Type.Optional(OneOf(['default', 'sold', 'price_asc', 'price_desc', 'new'])),
      /** What a piece sells for, both counted. */
      priceFrom: Type.Optional(Fen({ minimum: 0, maximum: MOST_FEN })),
      priceTo: Type.Optional(Fen({ minimum: 0, maximum: MOST_FEN })),
      inStock: Type.Optional(Type.Boolean()),
      promoted: Type.Optional(Type.Boolean({ description: 'only what a running promotion makes cheaper' })),
    }),
    ok: Type.Object({
      ...Page(ProductCard).properties,
      near: Type.Optional(Type.Literal(true, { description: 'nothing was found by these words: this is near them' })),
    }),
  },
  'GET /api/shop/products/:id/price-trend': {
    summary: 'What it sold for at the end of each of the last ninety days, and now; the oldest first',
    params: IdParams,
    ok: Type.Object({ days: Type.Array(Type.Object({ day: Type.String(), price: Fen() })) }),
  },
  'GET /api/shop/products/:id': { params: IdParams, ok: Product },
  'GET /api/shop/search/suggestions': {
    query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 30 }) }),
    ok: Type.Object({ items: Type.Array(Type.String()) }),
  },
} as const satisfies Contract;
