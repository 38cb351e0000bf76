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
import { advocateDeed } from './words/advocates.ts';
import { valuesOf } from './words.ts';

/** Points a deed, days that are looked back over, and the score that makes a KOC. */
export const AdvocateRules = Type.Object({
  days: Type.Integer(),
  led: Type.Integer(),
  invited: Type.Integer(),
  orders: Type.Integer(),
  shares: Type.Integer(),
  reviews: Type.Integer(),
  least: Type.Integer(),
});

/** Of one kind of deed: how many, and the points that they make. */
const Part = Type.Object({ deed: OneOf(valuesOf(advocateDeed)), count: Type.Integer(), points: Type.Integer() });

const Advocate = Type.Object({
  person: Type.Object({ memberId: Type.String(), nickname: Type.String() }),
  score: Type.Integer(),
  /** Her score reaches the line. */
  koc: Type.Boolean(),
  parts: Type.Array(Part),
  /** Since when she is one without a break; null while she is none. */
  since: Nullable(Instant()),
});

export const advocateContract = {
  'GET /api/admin/advocates': {
    summary: 'Who brings the most, the highest score first; `only`: those who reach the line',
    query: Type.Object({ ...ListQuery, only: Type.Optional(OneOf(['koc'])) }),
    ok: Type.Composite([
      Page(Advocate),
      Type.Object({
        /** How many reach the line, the line, over how many days, and when it was counted. */
        kocs: Type.Integer(),
        least: Type.Integer(),
        days: Type.Integer(),
        countedAt: Nullable(Instant()),
      }),
    ]),
  },
  'GET /api/admin/members/:id/advocate': {
    summary: 'What she brought, as it was counted last; null where nothing counts',
    params: Type.Object({ id: Id('mem') }),
    ok: Type.Object({ advocate: Nullable(Type.Composite([Advocate, Type.Object({ why: Bilingual() })])) }),
  },
  'GET /api/admin/settings/advocate-rules': { ok: Type.Composite([AdvocateRules, Type.Object(Revision)]) },
  'PUT /api/admin/settings/advocate-rules': {
    summary: 'The values of the form `advocates.rules`; scores are counted anew at once',
    body: FormValues(),
    ok: Type.Composite([AdvocateRules, Type.Object(Revision)]),
  },
} as const satisfies Contract;
