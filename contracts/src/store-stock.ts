import { Type } from '@sinclair/typebox';
import { type Contract, FormValues, ListQuery, OneOf, Page, Seen } from './contract.ts';
import { stockLevel } from './words/catalog.ts';
import { valuesOf } from './words.ts';

export const storeStockContract = {
  'GET /api/admin/store-stock': {
    summary: 'What stores have of their own, the scarcest first',
    query: Type.Object({
      ...ListQuery,
      storeId: Type.Optional(Type.String()),
      state: Type.Optional(OneOf(valuesOf(stockLevel))),
    }),
    ok: Page(
      Type.Object({
        storeId: Type.String(),
        storeName: Type.String(),
        /** Orders that are collected there take from it; else it only lies there. */
        keeps: Type.Boolean(),
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
  'POST /api/admin/store-stock': {
    summary: 'Correct what a store has of one SKU by a difference; every change is a ledger row',
    body: Type.Object({
      storeId: Seen(64),
      skuId: Seen(64),
      change: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }),
      reason: Seen(60),
    }),
    ok: Type.Object({ onHand: Type.Integer(), reserved: Type.Integer() }),
  },
  'POST /api/admin/stock-transfers': {
    summary: 'The values of the form `catalog.transfer`: all lines are moved or none, a ledger row on each side',
    body: FormValues(),
    ok: Type.Object({ units: Type.Integer() }),
  },
} as const satisfies Contract;
