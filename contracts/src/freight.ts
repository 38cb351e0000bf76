import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Done,
  Fen,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  Page,
  Revision,
} from './contract.ts';

export const FreightTemplate = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  /** The same as the form `pricing.freight_template` holds it. */
  values: FormValues(),
  sentence: Bilingual(),
  /** How many products are sent by it. */
  products: Type.Integer(),
  createdAt: Instant(),
});

/** Whether and to where an order can be sent. */
export const Delivery = Type.Object({
  /** Of which address; null while nobody knows where it goes. */
  to: Nullable(Type.String()),
  /** SKUs that are not sent there. */
  undeliverable: Type.Array(Type.String()),
  /** SKUs that the shop has too few of to send, and some store enough to collect. */
  onlyAtStores: Type.Array(Type.String()),
  /** All of it may be collected at a store. */
  collectable: Type.Boolean(),
  /** Of an order that the shop is to bring: what it must come to, and how much is missing. */
  short: Nullable(Type.Object({ least: Fen(), missing: Fen() })),
});

export const freightContract = {
  'GET /api/admin/freight-templates': { query: Type.Object(ListQuery), ok: Page(FreightTemplate) },
  'POST /api/admin/freight-templates': {
    summary: 'The values of the form `pricing.freight_template`',
    body: FormValues(),
    ok: FreightTemplate,
  },
  'PUT /api/admin/freight-templates/:id': { params: IdParams, body: FormValues(), ok: FreightTemplate },
  'DELETE /api/admin/freight-templates/:id': { params: IdParams, ok: Done },
  'GET /api/shop/products/:id/freight': {
    summary: 'What sending one piece costs to the default address of the member who asks, or anywhere',
    params: IdParams,
    ok: Type.Object({
      to: Nullable(Type.String()),
      deliverable: Type.Boolean(),
      fee: Fen(),
      freeFrom: Nullable(Fen()),
    }),
  },
} as const satisfies Contract;
