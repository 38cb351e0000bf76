import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FormValues,
  Id,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { Ranged, Uplift } from './uplift.ts';
import { placementAnswer, placementKind, placementPage, placementState, placementTarget } from './words/placements.ts';
import { valuesOf } from './words.ts';

const Kind = OneOf(valuesOf(placementKind));
const Where = OneOf(valuesOf(placementPage));
const State = OneOf(valuesOf(placementState));
const PlacementId = Type.Object({ id: Id('plc') });

/** What a phone draws. */
const Content = {
  title: Type.String(),
  text: Type.String(),
  button: Type.String(),
  picture: Nullable(Type.String()),
};

export const Placement = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  kind: Kind,
  pages: Type.Array(Where),
  state: State,
  priority: Type.Integer(),
  ...Content,
  /** The values of the form `placements.placement`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** What it leads to is there no more. */
  trouble: Nullable(Bilingual()),
  /** Since it was made: testers are not counted. */
  shown: Type.Integer(),
  tapped: Type.Integer(),
  closed: Type.Integer(),
  createdAt: Instant(),
});

const Arm = Type.Object({
  members: Type.Integer(),
  /** Who bought within the days, and their orders: paid, and not given back whole. */
  buyers: Type.Integer(),
  rate: Type.Number(),
  orders: Type.Integer(),
  /** Paid less given back. */
  revenue: Fen(),
  revenuePerMember: Type.Number(),
});

/**
 * What a placement did. The comparison is of all to whom it came, whether they were shown it or drawn not to be, each from the moment at
 * which she would have met it first.
 */
export const PlacementResult = Type.Object({
  asOf: Instant(),
  /** Persons, as they are now; testers are in none of these. */
  shown: Type.Integer(),
  people: Type.Integer(),
  tapped: Type.Integer(),
  tappers: Type.Integer(),
  closed: Type.Integer(),
  closers: Type.Integer(),
  /** Who was drawn not to see it. */
  heldOut: Type.Integer(),
  /** Orders count for so many days after she met it. */
  days: Type.Integer(),
  treated: Arm,
  holdout: Arm,
  /** Persons whose days are not over yet; they are compared as far as they have come. */
  open: Type.Integer(),
  /** Left out since they are one person with somebody of the other arm. */
  inBoth: Type.Integer(),
  uplift: Uplift,
  extra: Nullable(Type.Object({ orders: Ranged, revenue: Ranged, returnOnCost: Nullable(Ranged) })),
  /** What the coupons cost that were taken by it, fen: really where they were used, else as expected. */
  cost: Fen(),
  byDay: Type.Array(
    Type.Object({
      day: Type.String(),
      shown: Type.Integer(),
      people: Type.Integer(),
      tapped: Type.Integer(),
      tappers: Type.Integer(),
      closed: Type.Integer(),
    }),
  ),
});

/** Different pop-ups come over one person's pages so many minutes apart. */
export const PlacementPace = Type.Object({ minutes: Type.Integer({ minimum: 0, maximum: 1440 }) });

const Act = Type.Object({
  /** Made by the phone for one showing; whatever is told again under it is the same. */
  key: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }),
  page: Where,
});

export const placementContract = {
  'GET /api/admin/placements': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(State),
      kind: Type.Optional(Kind),
      page: Type.Optional(Where),
    }),
    ok: Page(Placement),
  },
  'GET /api/admin/placements/:id': { params: IdParams, ok: Placement },
  'POST /api/admin/placements': {
    summary: 'The values of the form `placements.placement`; nobody sees it before it is live',
    body: FormValues(),
    ok: Placement,
  },
  'PUT /api/admin/placements/:id': { params: IdParams, body: FormValues(), ok: Placement },
  'POST /api/admin/placements/:id/state': {
    summary: 'Live, paused, or over for good',
    params: IdParams,
    body: Type.Object({ state: OneOf(['live', 'paused', 'ended']) }),
    ok: Placement,
  },
  'GET /api/admin/placements/:id/result': { params: IdParams, ok: PlacementResult },
  'GET /api/admin/settings/placement-pace': { ok: Type.Object({ ...Revision, ...PlacementPace.properties }) },
  'PUT /api/admin/settings/placement-pace': {
    summary: 'The values of the form `placements.pace`',
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...PlacementPace.properties }),
  },
  'GET /api/shop/placements': {
    summary: 'What a page shows her now: one pop-up and one floating icon at most, and slots in their order',
    query: Type.Object({
      page: Where,
      /** Of the product page, and of the category page: what it shows. */
      product: Type.Optional(Id('prd')),
      category: Type.Optional(Id('cat')),
    }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          kind: Kind,
          ...Content,
          target: OneOf(valuesOf(placementTarget)),
          /** Of the product, category, coupon or store. */
          targetId: Nullable(Type.String()),
          /** It is shown only once its showing was allowed. */
          asks: Type.Boolean(),
        }),
      ),
    }),
  },
  'POST /api/shop/placements/:id/showings': {
    summary: 'It is on her screen, or is going to be where `asks` says so: whether it may',
    params: PlacementId,
    body: Act,
    ok: Type.Object({ shown: Type.Boolean() }),
  },
  'POST /api/shop/placements/:id/taps': {
    summary: 'She tapped it: a coupon is taken in the same act',
    params: PlacementId,
    body: Act,
    ok: Type.Object({
      answer: OneOf(valuesOf(placementAnswer)),
      /** What the coupon is called, or why it is not hers. */
      words: Nullable(Bilingual()),
    }),
  },
  'POST /api/shop/placements/:id/closings': {
    params: PlacementId,
    body: Act,
    ok: Type.Object({ closed: Type.Boolean() }),
  },
} as const satisfies Contract;
