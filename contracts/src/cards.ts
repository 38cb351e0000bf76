import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
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
import { cardKindState, cardState, privilegeKind } from './words/loyalty.ts';
import { valuesOf } from './words.ts';

export const CardKind = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  price: Fen(),
  /** Of 31 days each. */
  months: Type.Integer(),
  state: OneOf(valuesOf(cardKindState)),
  /** The same as the form `loyalty.card_kind` holds it. */
  values: FormValues(),
  sentence: Bilingual(),
  /** Cards of it that are running, or paid and yet to begin. */
  holders: Type.Integer(),
  createdAt: Instant(),
});

/** One term of a card that somebody bought. */
const Card = {
  id: Type.String(),
  kindId: Type.String(),
  name: Type.String(),
  orderId: Type.String(),
  state: OneOf(valuesOf(cardState)),
  startsAt: Instant(),
  endsAt: Instant(),
  /** Free deliveries of this month of the card. */
  freeShipping: Nullable(Type.Object({ of: Type.Integer(), used: Type.Integer() })),
  /** What it has taken off her orders; what went back does not count. */
  saved: Fen(),
  /** What would go back if it were given back now. */
  returnable: Fen(),
};

export const SoldCard = Type.Object({ ...Card, memberId: Type.String(), memberName: Type.String(), price: Fen() });

const Privilege = Type.Object({ kind: OneOf(valuesOf(privilegeKind)), words: Bilingual() });

export const cardContract = {
  'GET /api/admin/card-kinds': { ok: Type.Object({ items: Type.Array(CardKind) }) },
  'POST /api/admin/card-kinds': {
    summary: 'The values of the form `loyalty.card_kind`',
    body: FormValues(),
    ok: CardKind,
  },
  'PUT /api/admin/card-kinds/:id': {
    summary: 'Cards that are sold keep what was promised with them',
    params: IdParams,
    body: FormValues(),
    ok: CardKind,
  },
  'PUT /api/admin/card-kinds/:id/state': {
    params: IdParams,
    body: Type.Object({ ended: Type.Boolean() }),
    ok: CardKind,
  },
  'GET /api/admin/cards': {
    summary: 'Cards that were sold, newest first',
    query: Type.Object({
      ...ListQuery,
      memberId: Type.Optional(Type.String({ maxLength: 64 })),
      kindId: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Page(SoldCard),
  },
  'POST /api/admin/cards/:id/return': {
    summary: 'It ends at once; what is left of it by the rule goes back the way it was paid',
    params: IdParams,
    body: Type.Object({
      reason: Seen(60),
      /** What the operator was shown; refused where something was used since. */
      expected: Fen(),
    }),
    ok: SoldCard,
  },
  'GET /api/shop/cards': {
    ok: Type.Object({
      /** What may be bought. */
      kinds: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          price: Fen(),
          months: Type.Integer(),
          privileges: Type.Array(Privilege),
          /** Bought now, it is good until then: after the one that is running, if there is one. */
          until: Instant(),
        }),
      ),
      /** Hers that are running or yet to begin, the one that ends first before the others. */
      cards: Type.Array(Type.Object({ ...Card, privileges: Type.Array(Privilege) })),
      /** All that cards ever saved her. */
      saved: Fen(),
      rule: Bilingual(),
    }),
  },
  'POST /api/shop/card-kinds/:id/orders': {
    summary: 'An order of the card, to be paid like any other; paid, it begins, or follows the one that is running',
    params: IdParams,
    body: Type.Object({
      /** What she was shown; refused where it costs something else by now. */
      expectedPrice: Fen(),
    }),
    ok: Type.Object({ id: Type.String(), number: Type.String(), payable: Fen(), expiresAt: Instant() }),
  },
} as const satisfies Contract;
