import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  FormValues,
  Id,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
} from './contract.ts';
import { DoorFigures } from './scrm-doors.ts';
import {
  customerGroupState,
  groupCodeState,
  groupJoinedBy,
  groupLeftBy,
  groupVisitOutcome,
} from './words/scrm-groups.ts';
import { valuesOf } from './words.ts';

/** 客户群; `id` is WeCom's chat id. */
const CustomerGroup = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(customerGroupState)),
  ownerId: Type.String(),
  owner: Type.String(),
  notice: Type.String(),
  /** All who are in it, and the customers among them. */
  members: Type.Integer(),
  customers: Type.Integer(),
  joinedToday: Type.Integer(),
  leftToday: Type.Integer(),
  tags: Type.Array(Type.String()),
  createdAt: Nullable(Instant()),
  readAt: Nullable(Instant()),
  trouble: Nullable(Bilingual()),
  /** Group codes that lead into it. */
  codes: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), lane: Type.String() })),
});

/** Of those who came so many days ago or earlier, who still is in it. */
const Stay = Type.Object({ days: Type.Integer(), of: Type.Integer(), still: Type.Integer() });

const Limit = Type.Object({ words: Bilingual(), source: Type.String(), asOf: Type.String() });

/** 群活码: leads into one of several groups, by who she is. */
const GroupCode = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(groupCodeState)),
  values: FormValues(),
  sentence: Bilingual(),
  /** Who joined by it, ever, and who of them still is in. */
  joined: Type.Integer(),
  still: Type.Integer(),
  lanes: Type.Array(
    Type.Object({
      name: Type.String(),
      whom: Bilingual(),
      /** How many more fit before the next group, or nobody, comes; null where WeCom makes another. */
      room: Nullable(Type.Integer()),
      groups: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          state: OneOf(valuesOf(customerGroupState)),
          members: Type.Integer(),
          /** WeCom made it when the others were full. */
          byWecom: Type.Boolean(),
          /** Its own code, once WeCom has made it. */
          picture: Nullable(Type.String()),
          trouble: Nullable(Bilingual()),
        }),
      ),
    }),
  ),
  createdAt: Instant(),
});

const CodeParams = Type.Object({ id: Id('gcd') });
const Days = Type.Object({ from: Day(), to: Day() });

export const scrmGroupsContract = {
  'GET /api/admin/customer-groups': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OneOf(valuesOf(customerGroupState))),
      owner: Type.Optional(Type.String({ maxLength: 64 })),
      tag: Type.Optional(Type.String({ maxLength: 15 })),
    }),
    ok: Page(CustomerGroup),
  },
  'POST /api/admin/customer-groups/reading': {
    summary: 'Read the groups of WeCom again, as soon as possible',
    ok: Type.Object({ ok: Type.Literal(true) }),
  },
  'GET /api/admin/customer-groups/:id': { params: IdParams, ok: CustomerGroup },
  'PUT /api/admin/customer-groups/:id/tags': {
    params: IdParams,
    body: Type.Object({ tags: Type.Array(Seen(15), { maxItems: 10 }) }),
    ok: CustomerGroup,
  },
  'GET /api/admin/customer-groups/:id/members': {
    params: IdParams,
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
      now: Type.Optional(Type.Boolean({ description: 'only who is in it, or only who is not any more' })),
    }),
    ok: Page(
      Type.Object({
        id: Type.String(),
        userid: Type.String(),
        name: Type.String(),
        isStaff: Type.Boolean(),
        memberId: Nullable(Type.String()),
        joinedAt: Instant(),
        joinedBy: OneOf(valuesOf(groupJoinedBy)),
        /** Who of the staff invited her; of invitations by customers nobody tells. */
        invitedBy: Nullable(Type.String()),
        codeId: Nullable(Type.String()),
        code: Nullable(Type.String()),
        leftAt: Nullable(Instant()),
        leftBy: Nullable(OneOf(valuesOf(groupLeftBy))),
      }),
    ),
  },
  'GET /api/admin/customer-groups/:id/figures': {
    params: IdParams,
    query: Days,
    ok: Type.Object({
      joined: Type.Integer(),
      left: Type.Integer(),
      /** By day: who came and went, and the customers in it at its end. */
      days: Type.Array(
        Type.Object({ day: Day(), joined: Type.Integer(), left: Type.Integer(), customers: Type.Integer() }),
      ),
      stay: Type.Array(Stay),
      inviters: Type.Array(
        Type.Object({
          userid: Type.String(),
          name: Type.String(),
          invited: Type.Integer(),
          still: Type.Integer(),
        }),
      ),
    }),
  },
  'GET /api/admin/group-codes': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(['live', 'archived'])) }),
    ok: Page(GroupCode),
  },
  'POST /api/admin/group-codes': {
    summary: 'The values of the form `scrm.group_code`; WeCom is asked for the codes of its groups afterwards',
    body: Type.Object({ values: FormValues() }),
    ok: GroupCode,
  },
  'GET /api/admin/group-codes/:id': { params: CodeParams, ok: GroupCode },
  'PUT /api/admin/group-codes/:id': { params: CodeParams, body: Type.Object({ values: FormValues() }), ok: GroupCode },
  'POST /api/admin/group-codes/:id/archiving': {
    params: CodeParams,
    body: Type.Object({ archived: Type.Boolean() }),
    ok: GroupCode,
  },
  'GET /api/admin/group-codes/:id/figures': {
    params: CodeParams,
    query: Days,
    ok: Type.Object({
      whole: DoorFigures,
      days: Type.Array(Type.Object({ day: Day(), figures: DoorFigures })),
      lanes: Type.Array(Type.Object({ lane: Type.String(), figures: DoorFigures })),
      stay: Type.Array(Stay),
      /** What the platform allows, and where it says so. */
      limits: Type.Array(Limit),
    }),
  },
  'GET /api/admin/members/:id/groups': {
    params: IdParams,
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          groupId: Type.String(),
          group: Type.String(),
          code: Nullable(Type.String()),
          codeId: Nullable(Type.String()),
          joinedAt: Instant(),
          leftAt: Nullable(Instant()),
          leftBy: Nullable(OneOf(valuesOf(groupLeftBy))),
        }),
      ),
    }),
  },
  'POST /api/shop/group-codes/:id/visits': {
    summary: 'She came by a group code: the group for her, and the picture of the code to join it by',
    params: CodeParams,
    ok: Type.Object({
      outcome: OneOf(valuesOf(groupVisitOutcome)),
      /** Empty where there is none for her. */
      group: Type.String(),
      lead: Nullable(Type.String()),
      picture: Nullable(Type.String()),
    }),
  },
} as const satisfies Contract;
