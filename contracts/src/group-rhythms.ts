import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { rhythmState } from './words/group-rhythms.ts';
import { valuesOf } from './words.ts';

/** 群 SOP: what owners of customer groups are asked to send into them, week by week. */
const Rhythm = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(rhythmState)),
  values: FormValues(),
  sentence: Bilingual(),
  /** Groups that it is for as things stand, and whose they are. */
  groups: Type.Integer(),
  staff: Type.Integer(),
  /** Null while it is paused. */
  nextAt: Nullable(Instant()),
  /** Cards of the last thirty days. */
  cards: Type.Object({
    open: Type.Integer(),
    late: Type.Integer(),
    done: Type.Integer(),
    doneLate: Type.Integer(),
    putOff: Type.Integer(),
    escalated: Type.Integer(),
  }),
  createdAt: Instant(),
});

const Params = Type.Object({ id: Id('grh') });

export const groupRhythmContract = {
  'GET /api/admin/group-rhythms': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(rhythmState))) }),
    ok: Page(Rhythm),
  },
  'POST /api/admin/group-rhythms': {
    summary: 'The values of the form `scrm.group_rhythm`; it begins at once',
    body: Type.Object({ values: FormValues() }),
    ok: Rhythm,
  },
  'GET /api/admin/group-rhythms/:id': { params: Params, ok: Rhythm },
  'PUT /api/admin/group-rhythms/:id': {
    summary: 'From now on; cards that are out stay as they are',
    params: Params,
    body: Type.Object({ values: FormValues() }),
    ok: Rhythm,
  },
  'POST /api/admin/group-rhythms/:id/pausing': {
    summary: 'Paused, nobody is asked, and what nobody has done yet is dropped',
    params: Params,
    body: Type.Object({ paused: Type.Boolean() }),
    ok: Rhythm,
  },
} as const satisfies Contract;
