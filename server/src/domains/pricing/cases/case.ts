import { FormValues, Nullable } from '@huoshui/contracts/contract';
import { type Static, type TProperties, Type } from '@sinclair/typebox';

/** A field that nobody reads would let a case pass for the wrong reason, so it is refused. */
const closed = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false });
const Id = Type.String({ minLength: 1, maxLength: 64 });
const Fen = Type.Integer({ minimum: 0 });
const Moment = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$',
});

const Line = closed({
  sku: Id,
  /** The SKU itself where a case does not care. */
  product: Type.Optional(Id),
  unitPrice: Fen,
  memberPrice: Type.Optional(Nullable(Fen)),
  quantity: Type.Integer({ minimum: 1, maximum: 9_999 }),
  /** The category with all above it, or the one. */
  category: Type.Optional(Type.Union([Id, Type.Array(Id, { maxItems: 10 })])),
  /** Told with a line, as the catalogue has them; no rule looks at them. */
  tags: Type.Optional(Type.Array(Type.String())),
});

/** A promotion as `GET /api/admin/promotions` answers it; what it only shows there may stand here too. */
const Rule = Type.Object({
  id: Type.Optional(Id),
  kind: Type.String(),
  values: FormValues(),
  startsAt: Type.Optional(Moment),
  endsAt: Type.Optional(Moment),
});

/** A coupon of hers: the values of its template's form, and when it may be used. */
const Coupon = closed({
  id: Id,
  values: FormValues(),
  validFrom: Type.Optional(Moment),
  validTo: Type.Optional(Moment),
});

export const QuoteCase = closed({
  name: Type.String(),
  about: Type.Optional(Type.String()),
  lines: Type.Array(Line, { maxItems: 200 }),
  rules: Type.Optional(Type.Array(Rule, { maxItems: 500 })),
  wallet: Type.Optional(closed({ coupons: Type.Array(Coupon, { maxItems: 200 }) })),
  /** null: nobody who could have a member price. */
  member: Type.Optional(Nullable(closed({}))),
  /** null or absent: nothing is shipped. */
  freight: Type.Optional(Nullable(closed({ fee: Fen, freeFrom: Type.Optional(Nullable(Fen)) }))),
  /** Goods that rules may give: how many are there, and what one costs otherwise. Absent: any number is there. */
  gifts: Type.Optional(
    Type.Array(
      closed({
        sku: Id,
        stock: Type.Integer({ minimum: 0 }),
        price: Type.Optional(Fen),
        name: Type.Optional(Type.String()),
      }),
      { maxItems: 200 },
    ),
  ),
  now: Moment,
  /** Ids of the coupons that she chose; the best without it. */
  chosen: Type.Optional(Type.Array(Id)),
  /** What the quote must hold, as deep as it is said here. */
  expected: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});

export type QuoteCase = Static<typeof QuoteCase>;
export type CaseCoupon = Static<typeof Coupon>;

export const QuoteCases = closed({
  about: Type.Optional(Type.String()),
  cases: Type.Array(QuoteCase, { minItems: 1 }),
});
