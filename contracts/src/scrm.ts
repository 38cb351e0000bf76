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
} from './contract.ts';
import { WelcomeFigures } from './default-welcome.ts';
import { DoorFigures } from './scrm-doors.ts';
import { contactWayState, friendEndedBy, staffState, visitOutcome, welcomeState } from './words/scrm.ts';
import { valuesOf } from './words.ts';

const Corp = Type.Object({
  ...Revision,
  connected: Type.Boolean(),
  corpid: Type.String(),
  agentid: Type.String(),
  /** What stands in the console of the corp as the address that events go to. */
  callbackUrl: Type.String(),
  syncedAt: Nullable(Instant()),
  trouble: Nullable(Bilingual()),
});

/** A member of the corp; `id` is her userid. */
const Staff = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  department: Type.String(),
  state: OneOf(valuesOf(staffState)),
  friends: Type.Integer(),
  capacity: Type.Integer(),
  seenAt: Instant(),
});

/** 活码: leads to one of several members. */
const ContactWay = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(contactWayState)),
  values: FormValues(),
  sentence: Bilingual(),
  /** Who became a friend by it, ever. */
  friends: Type.Integer(),
  staff: Type.Array(
    Type.Object({
      userid: Type.String(),
      name: Type.String(),
      /** Her own code, once WeCom has made it. */
      picture: Nullable(Type.String()),
      trouble: Nullable(Bilingual()),
    }),
  ),
  createdAt: Instant(),
});

const WayParams = Type.Object({ id: Id('cwy') });

export const scrmContract = {
  'GET /api/admin/wecom': { ok: Corp },
  'PUT /api/admin/wecom': {
    summary: 'The values of the form `scrm.corp`; keys that are left empty stay',
    body: Type.Object({ values: FormValues() }),
    ok: Corp,
  },
  'POST /api/admin/wecom/reading': { summary: 'Read the directory again, as soon as possible', ok: Corp },
  'GET /api/admin/staff': { query: Type.Object(ListQuery), ok: Page(Staff) },
  'PUT /api/admin/staff/:id/capacity': {
    params: IdParams,
    body: Type.Object({ capacity: Type.Integer({ minimum: 0, maximum: 200_000 }) }),
    ok: Staff,
  },
  'GET /api/admin/contact-ways': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(contactWayState))) }),
    ok: Page(ContactWay),
  },
  'POST /api/admin/contact-ways': {
    summary: 'The values of the form `scrm.contact_way`; WeCom is asked for the codes afterwards',
    body: Type.Object({ values: FormValues() }),
    ok: ContactWay,
  },
  'GET /api/admin/contact-ways/:id': { params: WayParams, ok: ContactWay },
  'PUT /api/admin/contact-ways/:id': {
    params: WayParams,
    body: Type.Object({ values: FormValues() }),
    ok: ContactWay,
  },
  'POST /api/admin/contact-ways/:id/archiving': {
    params: WayParams,
    body: Type.Object({ archived: Type.Boolean() }),
    ok: ContactWay,
  },
  'GET /api/admin/contact-ways/:id/figures': {
    params: WayParams,
    query: Type.Object({ from: Day(), to: Day() }),
    ok: Type.Object({
      whole: DoorFigures,
      days: Type.Array(Type.Object({ day: Day(), figures: DoorFigures })),
      welcomes: WelcomeFigures,
    }),
  },
  'GET /api/admin/members/:id/friends': {
    params: IdParams,
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          userid: Type.String(),
          staff: Type.String(),
          contactWayId: Nullable(Type.String()),
          way: Nullable(Type.String()),
          addedAt: Instant(),
          endedAt: Nullable(Instant()),
          endedBy: Nullable(OneOf(valuesOf(friendEndedBy))),
          welcome: Nullable(OneOf(valuesOf(welcomeState))),
        }),
      ),
    }),
  },
  'POST /api/shop/contact-ways/:id/visits': {
    summary: 'She came by a contact way: whom she is shown, and the picture of the code to add her by',
    params: WayParams,
    ok: Type.Object({
      outcome: OneOf(valuesOf(visitOutcome)),
      /** Empty where nobody can be added. */
      staff: Type.String(),
      picture: Nullable(Type.String()),
    }),
  },
} as const satisfies Contract;
