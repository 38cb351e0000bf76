import { Type } from '@sinclair/typebox';
import { type Contract, Done, Fen, Id, IdParams, Instant, Nullable, OneOf, Page } from './contract.ts';
import { goodsState } from './words/interests.ts';
import { valuesOf } from './words.ts';

/** A product as her lists show it, as it stands now. */
export const GoodsOfHers = Type.Object({
  productId: Type.String(),
  name: Type.String(),
  image: Nullable(Type.String()),
  price: Fen(),
  state: OneOf(valuesOf(goodsState)),
  at: Instant(),
  /** How much less it sells for than when she took it in. */
  fell: Fen(),
});

/** What she has to do with a product. */
export const Interest = Type.Object({
  favourite: Type.Boolean(),
  /** SKUs of it that she waits for. */
  waitsFor: Type.Array(Type.String()),
  /** Whether anybody would tell her that they are back. */
  mayAsk: Type.Boolean(),
});

/** Taking back what is not there changes nothing, so what is no product's id is refused by its form. */
const ProductParams = Type.Object({ id: Id('prd') });

const PageQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

/** A SKU that members wait for. */
const WantedSku = Type.Object({
  skuId: Type.String(),
  productId: Type.String(),
  productName: Type.String(),
  values: Type.Array(Type.String()),
  available: Type.Integer(),
  waiting: Type.Integer(),
  /** How many keep its product. */
  kept: Type.Integer(),
  /** Since the first of them asked. */
  since: Instant(),
});

export const interestContract = {
  'GET /api/admin/wanted': {
    summary: 'SKUs that members wait for, the most wanted first; two hundred at most',
    ok: Page(WantedSku),
  },
  'PUT /api/shop/products/:id/visit': {
    summary: 'She looks at a product: it is among her footprints, and what she has to do with it is answered',
    params: IdParams,
    ok: Interest,
  },
  'GET /api/shop/favourites': { query: PageQuery, ok: Page(GoodsOfHers) },
  'PUT /api/shop/favourites/:id': { summary: 'Keep a product, by its id', params: IdParams, ok: Interest },
  'DELETE /api/shop/favourites/:id': { params: ProductParams, ok: Interest },
  'GET /api/shop/footprints': { query: PageQuery, ok: Page(GoodsOfHers) },
  'DELETE /api/shop/footprints': { ok: Done },
  'DELETE /api/shop/footprints/:id': { params: ProductParams, ok: Done },
  'PUT /api/shop/stock-requests/:id': {
    summary: 'Tell her once when this SKU can be had again',
    params: IdParams,
    ok: Interest,
  },
  'DELETE /api/shop/stock-requests/:id': { params: Type.Object({ id: Id('sku') }), ok: Done },
} as const satisfies Contract;
