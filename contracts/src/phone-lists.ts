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
  refused: Type.Integer(),
  wrong: Type.Integer(),
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

/** As she who asks sees it: the number stays masked until then. */
const StaffEntry = Type.Object({
  id: Type.String(),
  phone: Type.String(),
  list: Type.String(),
  day: Day(),
  late: Type.Boolean(),
  announced: Type.Boolean(),
  state: OneOf(valuesOf(phoneEntryState)),
  askedAt: Nullable(Instant()),
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
  'POST /api/admin/phone-lists/check': {
    summary: 'What would become of each number, before anything is made; changes nothing',
    body: Type.Object({ phones: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 5000 }) }),
    ok: Type.Object({
      good: Type.Integer(),
      /** By row, from 1. */
      left: Type.Array(Type.Object({ row: Type.Integer(), phone: Type.String(), why: Bilingual() })),
    }),
  },
  'POST /api/admin/phone-lists/workbook': {
    summary: 'The sheets of an XLSX (multipart field file) that have something on them, each as the text of a CSV',
    ok: Type.Object({ sheets: Type.Array(Type.Object({ name: Type.String(), text: Type.String() })) }),
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
  'GET /api/staff/phone-entries': {
    summary: 'Whom she is to ask today, those of days before first, then whom she asked and has not heard of',
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Type.Object({
      ...Page(StaffEntry).properties,
      /** How many more she may ask today. */
      left: Type.Integer(),
    }),
  },
  'POST /api/staff/phone-entries/:id/asking': {
    summary: 'The whole number, for her who asks now; no more a day than is careful',
    params: Type.Object({ id: Id('phe') }),
    ok: Type.Object({ phone: Type.String(), masked: Type.String() }),
  },
  'POST /api/staff/phone-entries/:id/answer': {
    summary: 'She said no, or the number leads to nobody',
    params: Type.Object({ id: Id('phe') }),
    body: Type.Object({ outcome: Type.Union([Type.Literal('refused'), Type.Literal('wrong')]) }),
    ok: Type.Object({ ok: Type.Boolean() }),
  },
} as const satisfies Contract;
