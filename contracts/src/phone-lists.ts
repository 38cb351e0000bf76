import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
} from './contract.ts';
import { phoneEntryState } from './words/scrm.ts';
import { valuesOf } from './words.ts';

const PhoneList = Type.Object({
  id: Type.String(),
  name: Type.String(),
  basis: Type.String(),
  perDay: Type.Integer(),
  sentence: Bilingual(),
  people: Type.Integer(),
  /** Who was sent the text before. */
  announced: Type.Integer(),
  asked: Type.Integer(),
  /** Who became a friend. */
  passed: Type.Integer(),
  gifted: Type.Integer(),
  lastDay: Nullable(Day()),
  stopped: Type.Boolean(),
  madeAt: Instant(),
});

const PhoneEntry = Type.Object({
  id: Type.String(),
  memberId: Type.String(),
  phone: Type.String(),
  userid: Type.String(),
  staff: Type.String(),
  day: Day(),
  state: OneOf(valuesOf(phoneEntryState)),
  announcedAt: Nullable(Instant()),
  askedAt: Nullable(Instant()),
  passedAt: Nullable(Instant()),
});

const ListParams = Type.Object({ id: Id('phl') });

export const phoneListContract = {
  'GET /api/admin/phone-lists': { query: Type.Object(ListQuery), ok: Page(PhoneList) },
  'POST /api/admin/phone-lists': {
    summary:
      'The values of the form `scrm.phone_list` and the numbers; who is a friend already, or on another list, is left out',
    body: Type.Object({ values: FormValues(), phones: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 5000 }) }),
    ok: Type.Object({ list: PhoneList, invalid: Type.Integer(), doubled: Type.Integer(), skipped: Type.Integer() }),
  },
  'GET /api/admin/phone-lists/:id': { params: ListParams, ok: PhoneList },
  'POST /api/admin/phone-lists/:id/stop': { params: ListParams, ok: PhoneList },
  'GET /api/admin/phone-lists/:id/entries': {
    params: ListParams,
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OneOf(valuesOf(phoneEntryState))),
      day: Type.Optional(Day()),
      userid: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Page(PhoneEntry),
  },
  'POST /api/admin/phone-entries/:id/asking': {
    summary: 'The whole number, for who asks her now; she counts as asked from then on',
    params: Type.Object({ id: Id('phe') }),
    ok: Type.Object({ phone: Type.String(), masked: Type.String() }),
  },
} as const satisfies Contract;
