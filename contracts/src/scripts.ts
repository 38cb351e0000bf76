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
import { Sendable } from './sidebar.ts';
import { stage } from './words/audiences.ts';
import { scriptState } from './words/scrm.ts';
import { valuesOf } from './words.ts';

/** 话术: what staff say, ready to be sent. */
const Script = Type.Object({
  ...Revision,
  id: Type.String(),
  title: Type.String(),
  folder: Type.String(),
  stages: Type.Array(OneOf(valuesOf(stage))),
  text: Type.String(),
  state: OneOf(valuesOf(scriptState)),
  values: FormValues(),
  /** In the last ninety days: how often it was sent, to whom, and who of them ordered within the days that count. */
  sent: Type.Integer(),
  people: Type.Integer(),
  ordered: Type.Integer(),
  gmv: Fen(),
  spent: Fen(),
  createdAt: Instant(),
});

const ScriptParams = Type.Object({ id: Id('scr') });

export const scriptContract = {
  'GET /api/admin/scripts': {
    query: Type.Object({
      ...ListQuery,
      folder: Type.Optional(Type.String({ maxLength: 30 })),
      state: Type.Optional(OneOf(valuesOf(scriptState))),
    }),
    ok: Page(Script),
  },
  'GET /api/admin/script-folders': {
    ok: Type.Object({ items: Type.Array(Type.Object({ name: Type.String(), scripts: Type.Integer() })) }),
  },
  'POST /api/admin/scripts': {
    summary: 'The values of the form `scrm.script`',
    body: Type.Object({ values: FormValues() }),
    ok: Script,
  },
  'PUT /api/admin/scripts/:id': { params: ScriptParams, body: Type.Object({ values: FormValues() }), ok: Script },
  'POST /api/admin/scripts/:id/archiving': {
    params: ScriptParams,
    body: Type.Object({ archived: Type.Boolean() }),
    ok: Script,
  },
  'GET /api/staff/scripts': {
    summary: 'What she may say, those for the customer’s stage first, with her own words filled in',
    query: Type.Object({
      q: Type.Optional(Type.String({ maxLength: 60 })),
      folder: Type.Optional(Type.String({ maxLength: 30 })),
      customer: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Type.Object({
      folders: Type.Array(Type.String()),
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          title: Type.String(),
          folder: Type.String(),
          send: Sendable,
          /** Written for the stage that she is in. */
          fits: Type.Boolean(),
          /** What is not known of her, so that it cannot be said to her. */
          missing: Nullable(Bilingual()),
        }),
      ),
    }),
  },
} as const satisfies Contract;
