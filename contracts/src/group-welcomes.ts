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
import { groupWelcomeState } from './words/group-welcomes.ts';
import { valuesOf } from './words.ts';

/** 入群欢迎语: written here, used in a group by its owner. */
const Welcome = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(groupWelcomeState)),
  values: FormValues(),
  sentence: Bilingual(),
  /** Groups that it is meant for as things stand, and in how many their owners say that they use it: WeCom does not tell. */
  groups: Type.Integer(),
  used: Type.Integer(),
  trouble: Nullable(Bilingual()),
  publishedAt: Nullable(Instant()),
  createdAt: Instant(),
});

const Params = Type.Object({ id: Id('gwl') });

export const groupWelcomeContract = {
  'GET /api/admin/group-welcomes': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(['live', 'archived'])) }),
    ok: Page(Welcome),
  },
  'POST /api/admin/group-welcomes': {
    summary: 'The values of the form `scrm.group_welcome`; WeCom has it seconds later',
    body: Type.Object({ values: FormValues() }),
    ok: Welcome,
  },
  'PUT /api/admin/group-welcomes/:id': {
    summary: 'Groups that use it say the new words from then on',
    params: Params,
    body: Type.Object({ values: FormValues() }),
    ok: Welcome,
  },
  'POST /api/admin/group-welcomes/:id/publishing': {
    summary: 'Try once more what WeCom did not take',
    params: Params,
    ok: Welcome,
  },
  'POST /api/admin/group-welcomes/:id/archiving': {
    summary: 'Archived, groups that use it say nothing any more',
    params: Params,
    body: Type.Object({ archived: Type.Boolean() }),
    ok: Welcome,
  },
} as const satisfies Contract;
