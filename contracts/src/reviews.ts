import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FileLanguage,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  TableFile,
} from './contract.ts';
import { reviewAct, reviewCheck, reviewFilter, reviewSafety, reviewState } from './words/reviews.ts';
import { valuesOf } from './words.ts';

const State = OneOf(valuesOf(reviewState));
const Stars = Type.Integer({ minimum: 1, maximum: 5 });
const Text = Type.String({ maxLength: 500 });
const Pictures = Type.Array(Type.String({ maxLength: 300 }), { maxItems: 9 });
const Added = { text: Type.String(), pictures: Type.Array(Type.String()), at: Instant() };

/** How reviews are looked at, until when they are written, and what a good one earns. */
export const ReviewRule = Type.Object({
  check: OneOf(valuesOf(reviewCheck)),
  words: Type.Array(Type.String()),
  days: Type.Integer(),
  addDays: Type.Integer(),
  points: Type.Integer(),
  /** `<kind>:<id>` of a benefit. */
  gift: Nullable(Type.String()),
  leastText: Type.Integer(),
  leastPictures: Type.Integer(),
  perDay: Type.Integer(),
});

const Said = {
  id: Type.String(),
  stars: Type.Integer(),
  text: Type.String(),
  pictures: Type.Array(Type.String()),
  values: Type.Array(Type.String()),
  createdAt: Instant(),
  reply: Nullable(Type.String()),
};

/** A review as other shoppers see it. */
export const ProductReview = Type.Object({
  ...Said,
  /** Her name, masked; null where she wants none. */
  author: Nullable(Type.String()),
  added: Nullable(Type.Object(Added)),
});

/** What the shown reviews of a product add up to. */
export const ReviewSummary = Type.Object({
  count: Type.Integer(),
  withPictures: Type.Integer(),
  /** Tenths of a star on average; null of none. */
  tenths: Nullable(Type.Integer()),
  /** How many gave one star, two, … */
  stars: Type.Array(Type.Integer()),
});

/** One of her own. */
export const HerReview = Type.Object({
  ...Said,
  productId: Type.String(),
  productName: Type.String(),
  anonymous: Type.Boolean(),
  state: State,
  hiddenBecause: Nullable(Type.String()),
  added: Nullable(Type.Object(Added)),
  addable: Type.Boolean(),
  rewarded: Type.Boolean(),
});

/** One as operators see it. */
export const ReviewRow = Type.Object({
  ...Revision,
  ...Said,
  orderId: Type.String(),
  productId: Type.String(),
  productName: Type.String(),
  anonymous: Type.Boolean(),
  state: State,
  hiddenBecause: Nullable(Type.String()),
  added: Nullable(Type.Object({ ...Added, state: State })),
  /** What WeChat's check came to; null where it was not asked. */
  safety: Nullable(
    Type.Object({
      state: OneOf(valuesOf(reviewSafety)),
      /** What was found, or why nothing could be. */
      why: Type.Array(Bilingual()),
    }),
  ),
  memberId: Type.String(),
  memberName: Type.String(),
  rewarded: Type.Boolean(),
});

const Which = {
  q: ListQuery.q,
  state: Type.Optional(State),
  stars: Type.Optional(Stars),
  safety: Type.Optional(OneOf(valuesOf(reviewSafety))),
  productId: Type.Optional(Type.String({ maxLength: 64 })),
  memberId: Type.Optional(Type.String({ maxLength: 64 })),
};

export const reviewContract = {
  'GET /api/shop/products/:id/reviews': {
    summary: 'What buyers say of a product, the latest first, with what all of it adds up to',
    params: IdParams,
    query: Type.Object({
      which: Type.Optional(OneOf(valuesOf(reviewFilter))),
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
    }),
    ok: Type.Object({ ...Page(ProductReview).properties, summary: ReviewSummary }),
  },
  'GET /api/shop/reviews/pending': {
    summary: 'Lines of her orders that arrived and wait for a review; of one order where it is named',
    query: Type.Object({ orderId: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          orderId: Type.String(),
          lineId: Type.String(),
          productId: Type.String(),
          name: Type.String(),
          values: Type.Array(Type.String()),
          image: Nullable(Type.String()),
          until: Instant(),
        }),
      ),
      /** What a review must have to earn something; null where none does. */
      reward: Nullable(Type.Object({ words: Bilingual(), points: Type.Integer() })),
    }),
  },
  'GET /api/shop/reviews': {
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(HerReview),
  },
  'POST /api/shop/reviews': {
    summary: 'Review one line of an order that arrived, once',
    body: Type.Object({
      orderId: Type.String({ maxLength: 64 }),
      lineId: Type.String({ maxLength: 80 }),
      stars: Stars,
      text: Text,
      pictures: Type.Optional(Pictures),
      anonymous: Type.Optional(Type.Boolean()),
    }),
    ok: HerReview,
  },
  'POST /api/shop/reviews/:id/addition': {
    summary: 'Add to her review, once',
    params: IdParams,
    body: Type.Object({ text: Text, pictures: Type.Optional(Pictures) }),
    ok: HerReview,
  },
  'GET /api/admin/reviews': {
    query: Type.Object({ ...Which, cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(ReviewRow),
  },
  'GET /api/admin/reviews.csv': {
    summary: 'The same reviews as a CSV file, at most ten thousand',
    query: Type.Object({ ...Which, ...FileLanguage }),
    ok: TableFile(),
  },
  'POST /api/admin/reviews/judgements': {
    summary: 'Show or hide reviews, or what was added to them; a reason is needed to hide, she reads it',
    body: Type.Object({
      ids: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 200 }),
      act: OneOf(valuesOf(reviewAct)),
      reason: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    ok: Type.Object({ changed: Type.Integer() }),
  },
  'PUT /api/admin/reviews/:id/reply': {
    summary: 'What the shop says to it; nothing takes it away',
    params: IdParams,
    body: Type.Object({ text: Type.String({ maxLength: 300 }) }),
    ok: ReviewRow,
  },
  'GET /api/admin/settings/reviews': { ok: Type.Object({ ...Revision, ...ReviewRule.properties }) },
  'PUT /api/admin/settings/reviews': {
    summary: 'The values of the form `reviews.rule`',
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...ReviewRule.properties }),
  },
} as const satisfies Contract;
