import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, FormValues, Nullable, Revision } from './contract.ts';

/** What a day gives, what days in a row give besides, how many missed days a month may be made up for. */
export const CheckInRule = Type.Object({
  on: Type.Boolean(),
  points: Type.Integer({ minimum: 0, maximum: 1000 }),
  growth: Type.Integer({ minimum: 0, maximum: 1000 }),
  tiers: Type.Array(
    Type.Object({
      days: Type.Integer({ minimum: 2, maximum: 365 }),
      points: Type.Integer({ minimum: 0, maximum: 10_000 }),
      gift: Nullable(Type.String()),
    }),
    { maxItems: 8 },
  ),
  makeUps: Type.Integer({ minimum: 0, maximum: 31 }),
  makeUpPoints: Type.Integer({ minimum: 0, maximum: 10_000 }),
});

/** Her month. */
const CheckIn = Type.Object({
  on: Type.Boolean(),
  today: Day(),
  /** She came by today. */
  done: Type.Boolean(),
  /** Days in a row up to today, or yesterday while today is open. */
  streak: Type.Integer(),
  points: Type.Integer(),
  growth: Type.Integer(),
  /** Points that she may spend. */
  usable: Type.Integer(),
  days: Type.Array(Type.Object({ day: Day(), madeUp: Type.Boolean() })),
  tiers: Type.Array(
    Type.Object({
      days: Type.Integer(),
      worth: Bilingual(),
      reached: Type.Boolean(),
      /** Days to go. */
      away: Type.Integer(),
    }),
  ),
  /** Null where missed days cannot be made up for. */
  makeUp: Nullable(Type.Object({ left: Type.Integer(), points: Type.Integer(), days: Type.Array(Day()) })),
  /** Minute of the day at which she is reminded while she has not come by; null: she is not. */
  remindAt: Nullable(Type.Integer()),
});

export const checkInContract = {
  'GET /api/admin/settings/check-in': { ok: Type.Object({ ...Revision, ...CheckInRule.properties }) },
  'PUT /api/admin/settings/check-in': {
    summary: 'The values of the form `loyalty.check_in_rule`',
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...CheckInRule.properties }),
  },
  'GET /api/admin/check-ins': {
    summary: 'The last days, newest first',
    query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })) }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          day: Day(),
          members: Type.Integer(),
          /** Days of this date that were made up for later. */
          madeUp: Type.Integer(),
          /** Points that check-ins gave on that day. */
          points: Type.Integer(),
          /** Of that day's members the most days in a row. */
          longest: Type.Integer(),
        }),
      ),
    }),
  },
  'GET /api/shop/check-in': { ok: CheckIn },
  'POST /api/shop/check-in': { summary: 'She came by today; a second time changes nothing', ok: CheckIn },
  'PUT /api/shop/check-in/reminder': {
    summary: 'At which minute of the day she is reminded, Shanghai time; null: no more',
    body: Type.Object({ minute: Nullable(Type.Integer({ minimum: 0, maximum: 1439 })) }),
    ok: CheckIn,
  },
  'POST /api/shop/check-in/make-ups': { body: Type.Object({ day: Day() }), ok: CheckIn },
} as const satisfies Contract;
