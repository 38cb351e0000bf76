import { type Static, Type } from '@sinclair/typebox';
import { ProductCard } from './catalog.ts';
import { Bilingual, type Contract, Day, Fen, FormValues, Id, Instant, Nullable, OneOf, Revision } from './contract.ts';
import { Ranged, Uplift } from './uplift.ts';
import { recommendationSlot, recommendationWhy } from './words/recommendations.ts';
import { valuesOf } from './words.ts';

const Slot = OneOf(valuesOf(recommendationSlot));

const on = () => Type.Boolean();
/** Of what is shown, percent that she has not bought before. */
const fresh = () => Type.Integer({ minimum: 0, maximum: 100 });

/** How goods are recommended: by slot, and for all of them. */
export const RecommendationRules = Type.Object({
  ...{ guessOn: on(), guessFresh: fresh(), togetherOn: on(), togetherFresh: fresh() },
  ...{ cartOn: on(), cartFresh: fresh(), nextOn: on(), nextFresh: fresh() },
  /** Percent of people to whom what is popular is shown instead. */
  holdout: Type.Integer({ minimum: 0, maximum: 50 }),
  /** What she bought is not recommended for so many days. */
  rest: Type.Integer({ minimum: 0, maximum: 30 }),
  /** Orders count for so many days after she met a slot first. */
  within: Type.Integer({ minimum: 1, maximum: 60 }),
});
export type RecommendationRules = Static<typeof RecommendationRules>;

const Arm = Type.Object({
  members: Type.Integer(),
  buyers: Type.Integer(),
  rate: Type.Number(),
  orders: Type.Integer(),
  revenue: Fen(),
  revenuePerMember: Type.Number(),
});

/** What was seen of a slot and what was tapped, by the arm of who saw it. */
const Seen = { shown: Type.Integer(), tapped: Type.Integer(), people: Type.Integer(), tappers: Type.Integer() };

export const RecommendationResult = Type.Object({
  slot: Slot,
  asOf: Instant(),
  days: Type.Integer(),
  heldOut: Type.Integer(),
  treated: Arm,
  holdout: Arm,
  open: Type.Integer(),
  inBoth: Type.Integer(),
  uplift: Uplift,
  extra: Nullable(Type.Object({ orders: Ranged, revenue: Ranged, returnOnCost: Nullable(Ranged) })),
  /** Over the last thirty days; testers too, for phones do not know who is one. */
  seen: Type.Object({ treated: Type.Object(Seen), holdout: Type.Object(Seen) }),
  byDay: Type.Array(Type.Object({ day: Type.String(), ...Seen })),
});

export const Recommended = Type.Object({
  ...ProductCard.properties,
  /** Why it is there, as she reads it. */
  reason: Bilingual(),
  why: OneOf(valuesOf(recommendationWhy)),
});

/** What the engine knows at this moment in the process that answers. */
const Knowledge = Type.Object({
  asOf: Instant(),
  members: Type.Integer(),
  products: Type.Integer(),
  /** Goods of members: how many pairs of a member and something she bought. */
  habits: Type.Integer(),
  /** How long it took to read everything and to learn from it, ms. */
  readMs: Type.Integer(),
  learnMs: Type.Integer(),
});

/** Hero products: how a week's list is made. `priceTo` in fen. */
export const HeroRules = Type.Object({
  on: Type.Boolean(),
  priceTo: Type.Integer({ minimum: 1 }),
  most: Type.Integer({ minimum: 10, maximum: 20 }),
  pinned: Nullable(Type.Array(Type.String())),
});
export type HeroRules = Static<typeof HeroRules>;

const HeroFigures = Type.Object({
  productId: Type.String(),
  name: Type.String(),
  /** What it costs now; null of lists of the past. */
  price: Nullable(Fen()),
  /** Whose first purchase of it within half a year was a month ago at least, and how many of them bought it again within a month. */
  buyers: Type.Integer(),
  again: Type.Integer(),
  /** With the interval that holds it 95 times of a hundred; null of nobody. */
  rate: Nullable(Type.Object({ share: Type.Number(), low: Type.Number(), high: Type.Number() })),
  pinned: Type.Boolean(),
  /** It is on the newest list. */
  shown: Type.Boolean(),
});

const Heroes = Type.Object({
  on: Type.Boolean(),
  priceTo: Fen(),
  most: Type.Integer(),
  proposed: Type.Array(HeroFigures),
  /** The newest first; figures as they stood when the list was made. `madeBy` is empty where it came by itself. */
  weeks: Type.Array(
    Type.Object({ week: Day(), madeAt: Instant(), madeBy: Type.String(), items: Type.Array(HeroFigures) }),
  ),
});

const Rules = Type.Object({ ...Revision, ...RecommendationRules.properties });

export const recommendationContract = {
  'GET /api/shop/recommendations': {
    summary: 'What a slot shows her now, the best first, each with its reason; nothing where the slot is off',
    query: Type.Object({
      slot: Slot,
      /** Of the slot of a product page: which product. */
      product: Type.Optional(Id('prd')),
      /** Of the slot of the cart: ids of the products in it, comma-separated. */
      cart: Type.Optional(Type.String({ maxLength: 2000 })),
    }),
    ok: Type.Object({ items: Type.Array(Recommended) }),
  },
  'GET /api/admin/recommendations/knowledge': { ok: Knowledge },
  'GET /api/admin/recommendations/sample': {
    summary: 'What a slot would show a member, each with its reason and score; nothing is counted',
    query: Type.Object({ slot: Slot, member: Id('mem'), product: Type.Optional(Id('prd')) }),
    ok: Type.Object({
      arm: OneOf(['treated', 'holdout']),
      baskets: Type.Integer(),
      items: Type.Array(Type.Object({ ...Recommended.properties, score: Type.Number() })),
    }),
  },
  'GET /api/admin/recommendations/result': { query: Type.Object({ slot: Slot }), ok: RecommendationResult },
  'GET /api/admin/heroes': {
    summary: 'Goods that are bought again, as proposed now, and the lists of the last weeks',
    ok: Heroes,
  },
  'POST /api/admin/heroes/rotation': { summary: 'The list of this week is made anew', ok: Heroes },
  'GET /api/admin/settings/heroes': { ok: Type.Object({ ...Revision, ...HeroRules.properties }) },
  'PUT /api/admin/settings/heroes': {
    summary: 'The values of the form `recommendations.heroes`; where lists are on, this week has one at once',
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...HeroRules.properties }),
  },
  'GET /api/admin/settings/recommendations': { ok: Rules },
  'PUT /api/admin/settings/recommendations': {
    summary: 'The values of the form `recommendations.rules`',
    body: FormValues(),
    ok: Rules,
  },
} satisfies Contract;
