import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, FormValues, IdParams, Instant, Nullable, OneOf, Revision } from './contract.ts';
import { dayGiftState, memberDayKind, memberDayState } from './words/loyalty.ts';
import { valuesOf } from './words.ts';

export const MemberDay = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(memberDayState)),
  /** The same as the form `loyalty.member_day` holds it. */
  values: FormValues(),
  /** `每周三` */
  when: Bilingual(),
  sentence: Bilingual(),
  /** The business day on which it is held, or comes next; null where it has ended, or is everybody's own. */
  next: Nullable(Day()),
  createdAt: Instant(),
});

const HerDays = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      kind: OneOf(valuesOf(memberDayKind)),
      when: Bilingual(),
      /** Whether it is held now. */
      today: Type.Boolean(),
      /** When it is held, or comes next, half-open; null where she did not say when her birthday is. */
      from: Nullable(Instant()),
      to: Nullable(Instant()),
      /** Its discount and points, each in a few words. */
      gives: Type.Array(Bilingual()),
      gift: Nullable(Type.Object({ label: Bilingual(), state: OneOf(valuesOf(dayGiftState)) })),
    }),
  ),
  birthdayKnown: Type.Boolean(),
});

export const memberDayContract = {
  'GET /api/admin/member-days': { ok: Type.Object({ items: Type.Array(MemberDay) }) },
  'POST /api/admin/member-days': {
    summary: 'The values of the form `loyalty.member_day`',
    body: FormValues(),
    ok: MemberDay,
  },
  'PUT /api/admin/member-days/:id': { params: IdParams, body: FormValues(), ok: MemberDay },
  'PUT /api/admin/member-days/:id/state': {
    params: IdParams,
    body: Type.Object({ ended: Type.Boolean() }),
    ok: MemberDay,
  },
  'GET /api/shop/member-days': { summary: 'The days that are for her, those of today first', ok: HerDays },
  'POST /api/shop/member-days/:id/gift': {
    summary: 'Take what the day gives, once each time that it comes. Takes Idempotency-Key',
    params: IdParams,
    ok: HerDays,
  },
} as const satisfies Contract;
