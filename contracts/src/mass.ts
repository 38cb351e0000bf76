import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { massLeftOut, massRule, massState, massTaskState } from './words/mass.ts';
import { valuesOf } from './words.ts';

/** Customers, or groups. */
const Counts = {
  targets: Type.Integer(),
  sent: Type.Integer(),
  notFriend: Type.Integer(),
  limit: Type.Integer(),
  unsent: Type.Integer(),
  failed: Type.Integer(),
};

/** 群发任务: what staff are to send to whom, and what became of it. */
const MassSend = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(massState)),
  values: FormValues(),
  sentence: Bilingual(),
  /** Members who meet the condition, before anybody was left out; null where none was asked. */
  audience: Nullable(Type.Integer()),
  counts: Type.Object(Counts),
  leftOut: Type.Array(Type.Object({ reason: OneOf(valuesOf(massLeftOut)), count: Type.Integer() })),
  staff: Type.Integer(),
  /** Of them who has sent hers. */
  confirmed: Type.Integer(),
  trouble: Nullable(Bilingual()),
  plannedAt: Nullable(Instant()),
  startedAt: Nullable(Instant()),
  /** When what nobody sent is stopped. */
  stopAt: Nullable(Instant()),
  endedAt: Nullable(Instant()),
  createdAt: Instant(),
});

const Task = Type.Object({
  id: Type.String(),
  /** Empty where WeCom chooses. */
  userid: Type.String(),
  staff: Type.String(),
  state: OneOf(valuesOf(massTaskState)),
  ...Counts,
  /** Of those whom we gave to her, how many another member of staff wrote to. */
  byOthers: Type.Integer(),
  reminders: Type.Integer(),
  confirmedAt: Nullable(Instant()),
  trouble: Nullable(Bilingual()),
});

export const MassRule = Type.Object({ rule: OneOf(valuesOf(massRule)) });

/** Rules of the platform, as they were on a day. */
const Limit = Type.Object({ words: Bilingual(), value: Bilingual(), source: Type.String(), asOf: Type.String() });

const Params = Type.Object({ id: Id('mss') });

export const massContract = {
  'GET /api/admin/mass-sends': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(massState))) }),
    ok: Page(MassSend),
  },
  'POST /api/admin/mass-sends': {
    summary: 'The values of the form `scrm.mass`; who gets it from whom is planned at once',
    body: Type.Object({ values: FormValues() }),
    ok: MassSend,
  },
  'GET /api/admin/mass-sends/:id': { params: Params, ok: MassSend },
  'PUT /api/admin/mass-sends/:id': {
    summary: 'While nothing was made: it is planned anew',
    params: Params,
    body: Type.Object({ values: FormValues() }),
    ok: MassSend,
  },
  'POST /api/admin/mass-sends/:id/start': {
    summary: 'Make the tasks at WeCom as they were planned; staff are asked to send them',
    params: Params,
    body: Type.Object({ expected: Type.Integer({ minimum: 0 }) }),
    ok: MassSend,
  },
  'POST /api/admin/mass-sends/:id/stop': {
    summary: 'What nobody has sent yet is taken back',
    params: Params,
    ok: MassSend,
  },
  'POST /api/admin/mass-sends/:id/reminder': {
    summary: 'Remind staff who have not sent theirs: three times in twenty-four hours',
    params: Params,
    ok: Type.Object({ reminded: Type.Integer(), tooOften: Type.Integer() }),
  },
  'GET /api/admin/mass-sends/:id/tasks': {
    params: Params,
    query: Type.Object(ListQuery),
    ok: Page(Task),
  },
  'GET /api/admin/mass-sends/:id/result': {
    params: Params,
    ok: Type.Object({
      /** Persons who got it, and of them who opened the card, and who bought within the days that count. */
      reached: Type.Integer(),
      opened: Type.Integer(),
      buyers: Type.Integer(),
      orders: Type.Integer(),
      gmv: Fen(),
      spent: Fen(),
      /** What the coupons of it cost, fen. */
      cost: Fen(),
      /** Customers who were written to by another member of staff than planned. */
      byOthers: Type.Integer(),
      days: Type.Integer(),
    }),
  },
  'GET /api/admin/settings/mass-rule': {
    ok: Type.Object({ ...Revision, ...MassRule.properties, limits: Type.Array(Limit) }),
  },
  'PUT /api/admin/settings/mass-rule': {
    summary: 'The rule that the corp’s console has: no API tells it',
    body: MassRule,
    ok: Type.Object({ ...Revision, ...MassRule.properties, limits: Type.Array(Limit) }),
  },
} as const satisfies Contract;
