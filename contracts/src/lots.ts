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
  Seen,
} from './contract.ts';
import { lotDay, lotState } from './words/catalog.ts';
import { valuesOf } from './words.ts';

const LotState = OneOf(valuesOf(lotState));

const Recall = Nullable(Type.Object({ at: Instant(), reason: Type.String() }));

export const Lot = Type.Object({
  ...Revision,
  id: Type.String(),
  /** What is printed on the shelf and in the QR code. */
  code: Type.String(),
  /** Where its public page stands. */
  address: Type.String(),
  productId: Type.String(),
  productName: Type.String(),
  image: Nullable(Type.String()),
  /** The house's or the producer's own. */
  number: Type.String(),
  madeOn: Day(),
  /** Its last good day; null where nobody said how long it keeps. */
  goodUntil: Nullable(Day()),
  state: LotState,
  recall: Recall,
  /** The same as the form `catalog.lot` holds it. */
  values: FormValues(),
  sentence: Bilingual(),
  createdAt: Instant(),
});

/** What anybody may know of a lot who has its code. */
export const Trace = Type.Object({
  code: Type.String(),
  state: LotState,
  product: Type.Object({
    id: Type.String(),
    name: Type.String(),
    image: Nullable(Type.String()),
    /** It has a page in the shop. */
    shown: Type.Boolean(),
  }),
  number: Type.String(),
  day: OneOf(valuesOf(lotDay)),
  madeOn: Day(),
  shelfDays: Nullable(Type.Integer()),
  goodUntil: Nullable(Day()),
  origin: Type.String(),
  producer: Type.String(),
  note: Type.String(),
  /** Pictures of reports and of the place. */
  reports: Type.Array(Type.String()),
  recall: Recall,
});

export const lotContract = {
  'GET /api/admin/lots': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(LotState),
      /** Of these products alone, by their ids, parted by commas. */
      products: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
    }),
    ok: Page(Lot),
  },
  'GET /api/admin/lots/:id': { params: IdParams, ok: Lot },
  'POST /api/admin/lots': { summary: 'The values of the form `catalog.lot`', body: FormValues(), ok: Lot },
  'PUT /api/admin/lots/:id': { params: IdParams, body: FormValues(), ok: Lot },
  'POST /api/admin/lots/:id/recall': {
    summary: 'Its public page says so from now on, in these words, and no parcel takes it any more',
    params: IdParams,
    body: Type.Object({ reason: Seen(200) }),
    ok: Lot,
  },
  'DELETE /api/admin/lots/:id/recall': { summary: 'It was recalled by mistake', params: IdParams, ok: Lot },
  'GET /api/shop/traces/:code': {
    summary: 'Where goods come from, by the code on the shelf or in the parcel; anybody may ask',
    params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) }),
    ok: Trace,
  },
} as const satisfies Contract;
