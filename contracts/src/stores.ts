import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { storeState } from './words/stores.ts';
import { valuesOf } from './words.ts';

const StoreState = OneOf(valuesOf(storeState));

export const Store = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: StoreState,
  /** Orders may be collected there. */
  pickup: Type.Boolean(),
  /** Region, district and street in one line. */
  address: Type.String(),
  phone: Type.String(),
  /** The same as the form `stores.store` holds it. */
  values: FormValues(),
  sentence: Bilingual(),
  createdAt: Instant(),
});

/** Half-open: from its first moment up to, and without, its last. */
export const PickupSlot = Type.Object({ day: Day(), from: Instant(), to: Instant() });

export const ShopStore = Type.Object({
  id: Type.String(),
  name: Type.String(),
  state: StoreState,
  /** Its doors are open at this moment. */
  openNow: Type.Boolean(),
  pickup: Type.Boolean(),
  /** 浙江省/杭州市, as the picker filters. */
  region: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  notice: Type.String(),
  latitude: Nullable(Type.Number()),
  longitude: Nullable(Type.Number()),
  /** As the crow flies from where she said she is; null where either is not known. */
  metres: Nullable(Type.Integer()),
  /** The hours of today; null where it does not open. */
  today: Nullable(Type.String()),
  /** Of the lines that were asked about, those it has too few of; null: none were. */
  missing: Nullable(Type.Array(Type.Object({ skuId: Type.String(), available: Type.Integer() }))),
});

/** What she wants to collect, `sku:quantity` with commas between. */
const Lines = { lines: Type.Optional(Type.String({ maxLength: 8000, description: 'sku:quantity, comma-separated' })) };

const Near = {
  latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
};

export const storeContract = {
  'GET /api/admin/stores': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(StoreState) }),
    ok: Page(Store),
  },
  'GET /api/admin/stores/:id': { params: IdParams, ok: Store },
  'POST /api/admin/stores': { summary: 'The values of the form `stores.store`', body: FormValues(), ok: Store },
  'PUT /api/admin/stores/:id': { params: IdParams, body: FormValues(), ok: Store },
  'GET /api/shop/stores': {
    summary: 'Stores that are not closed for good: the nearest first where she says where she is, else by region',
    query: Type.Object({
      ...ListQuery,
      ...Near,
      region: Type.Optional(Type.String({ maxLength: 60 })),
      /** Only those where orders can be collected. */
      pickup: Type.Optional(Type.Boolean()),
      ...Lines,
    }),
    ok: Type.Composite([Page(ShopStore), Type.Object({ regions: Type.Array(Type.String()) })]),
  },
  'GET /api/shop/stores/:id': {
    params: IdParams,
    query: Type.Object(Lines),
    ok: Type.Composite([
      ShopStore,
      Type.Object({
        /** The coming seven days, today first; `hours` is empty where it does not open. */
        week: Type.Array(Type.Object({ day: Day(), hours: Type.String() })),
        /** When an order placed now can be collected. */
        slots: Type.Array(PickupSlot),
      }),
    ]),
  },
} as const satisfies Contract;
