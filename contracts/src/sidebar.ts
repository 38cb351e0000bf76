import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Fen,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
} from './contract.ts';
import { OrderState } from './order.ts';
import { stage, valueGrade } from './words/audiences.ts';
import { staffSendKind } from './words/scrm.ts';
import { todoState } from './words/todos.ts';
import { valuesOf } from './words.ts';

/** What goes into a chat: a text, a card of the mini program, or the text and then the card. */
export const Sendable = Type.Object({
  text: Nullable(Type.String()),
  card: Nullable(
    Type.Object({
      appid: Type.String(),
      title: Type.String(),
      /** An address that WeCom can read. */
      image: Type.String(),
      /** As `sendChatMessage` wants it: with `.html` behind the path. */
      page: Type.String(),
    }),
  ),
});

/** Something that a member of staff shall do for a customer of hers. */
const StaffTodo = Type.Object({
  id: Type.String(),
  title: Type.String(),
  text: Type.String(),
  dueAt: Instant(),
  state: OneOf(valuesOf(todoState)),
  customer: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  /** The customer group that it is about instead. */
  group: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  /** Whose it is, where it is another's who did not do it in time. */
  staff: Nullable(Type.String()),
  why: Bilingual(),
  /** How often it was put off. */
  postponed: Type.Integer(),
  /** What is ready to be sent for it; with `coupon` one is given first. */
  ready: Nullable(Type.Object({ send: Sendable, coupon: Nullable(Type.String()) })),
});

const Note = Type.Object({
  id: Type.String(),
  text: Type.String(),
  staff: Type.String(),
  at: Instant(),
});

const Tags = Type.Array(Type.Object({ name: Type.String(), at: Instant() }));

const Profile = Type.Object({
  customer: Type.Object({
    id: Type.String(),
    name: Type.String(),
    addedAt: Instant(),
    /** The contact way that brought her; null: some other way. */
    way: Nullable(Type.String()),
  }),
  /** Null where nobody knows yet who she is in the shop. */
  member: Nullable(
    Type.Object({
      id: Type.String(),
      nickname: Type.String(),
      avatar: Nullable(Type.String()),
      phoneMasked: Nullable(Type.String()),
      /** `MM-DD`. */
      birthday: Nullable(Type.String()),
      /** How it is said where she keeps it by the lunar calendar. */
      lunarBirthday: Nullable(Bilingual()),
      stage: OneOf(valuesOf(stage)),
      grade: Nullable(OneOf(valuesOf(valueGrade))),
      level: Nullable(Type.String()),
      orders: Type.Integer(),
      spent: Fen(),
      averageOrder: Nullable(Fen()),
      lastPaidAt: Nullable(Instant()),
      createdAt: Instant(),
      points: Type.Integer(),
      /** What the models expect: how likely she is still a buyer, and what she spends in a year. */
      value: Nullable(Type.Object({ alive: Type.Number(), nextBy: Day(), spent: Fen() })),
      coupons: Type.Array(
        Type.Object({ id: Type.String(), name: Type.String(), sentence: Bilingual(), validTo: Instant() }),
      ),
      latest: Type.Array(
        Type.Object({
          id: Type.String(),
          state: OrderState,
          firstLine: Type.String(),
          image: Nullable(Type.String()),
          quantity: Type.Integer(),
          payable: Fen(),
          refunded: Fen(),
          createdAt: Instant(),
        }),
      ),
    }),
  ),
  tags: Tags,
  notes: Type.Array(Note),
  todos: Type.Array(StaffTodo),
});

const CustomerParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });

/** What the client signs itself in to WeCom's JS-SDK with. */
const Signature = Type.Object({ timestamp: Type.Integer(), nonceStr: Type.String(), signature: Type.String() });

export const SidebarSettings = Type.Object({
  coupons: Nullable(Type.Unsafe<readonly string[]>(Type.Array(Type.String()))),
  couponsPerDay: Type.Integer(),
  orderWithinDays: Type.Integer(),
  managers: Nullable(Type.Unsafe<readonly string[]>(Type.Array(Type.String()))),
  escalateHours: Type.Integer(),
});

export const sidebarContract = {
  'GET /api/admin/settings/sidebar': { ok: Type.Composite([SidebarSettings, Type.Object(Revision)]) },
  'PUT /api/admin/settings/sidebar': {
    summary: 'The values of the form `scrm.sidebar`',
    body: FormValues(),
    ok: Type.Composite([SidebarSettings, Type.Object(Revision)]),
  },
  'GET /api/staff/entry': {
    summary: 'Where a member of staff says who she is: the page that WeCom asks her on',
    ok: Type.Object({ connected: Type.Boolean(), corpid: Type.String(), agentid: Type.String() }),
  },
  'POST /api/staff/session': {
    summary: 'The code of WeCom’s OAuth becomes a token of two hours',
    body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 512 }) }),
    ok: Type.Object({
      token: Type.String(),
      expiresAt: Instant(),
      staff: Type.Object({ id: Type.String(), name: Type.String() }),
    }),
  },
  'GET /api/staff/signature': {
    summary: 'Signatures for the JS-SDK: of the corp and of the app, for one page',
    query: Type.Object({ url: Type.String({ minLength: 8, maxLength: 1000 }) }),
    ok: Type.Object({ corpid: Type.String(), agentid: Type.String(), corp: Signature, agent: Signature }),
  },
  'GET /api/staff/customers': {
    summary: 'Her customers, whom she added last first',
    query: Type.Object(ListQuery),
    ok: Page(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        stage: Nullable(OneOf(valuesOf(stage))),
        orders: Type.Integer(),
        addedAt: Instant(),
      }),
    ),
  },
  'GET /api/staff/customers/:id': { params: CustomerParams, ok: Profile },
  'GET /api/staff/customers/:id/likes': {
    summary: 'What she likes and how she comes by, by what she did in the shop',
    params: CustomerParams,
    ok: Type.Object({ likes: Type.Array(Bilingual()), why: Nullable(Bilingual()), signs: Type.Array(Bilingual()) }),
  },
  'POST /api/staff/customers/:id/tags': {
    summary: 'Tag her; the corp’s tags follow',
    params: CustomerParams,
    body: Type.Object({ name: Seen(15) }),
    ok: Type.Object({ tags: Tags }),
  },
  'DELETE /api/staff/customers/:id/tags/:name': {
    params: Type.Object({ id: CustomerParams.properties.id, name: Type.String({ minLength: 1, maxLength: 30 }) }),
    ok: Type.Object({ tags: Tags }),
  },
  'POST /api/staff/customers/:id/notes': {
    summary: 'What was said or agreed; with a day, she is reminded of it then',
    params: CustomerParams,
    body: Type.Object({ text: Seen(500), remindOn: Type.Optional(Nullable(Day())) }),
    ok: Type.Object({ notes: Type.Array(Note) }),
  },
  'POST /api/staff/customers/:id/coupons': {
    summary: 'Give her one of the coupons that staff may give; it lies in her wallet, and the card leads there',
    params: CustomerParams,
    body: Type.Object({ templateId: Type.String({ maxLength: 64 }) }),
    ok: Type.Object({ given: Type.Boolean(), send: Sendable }),
  },
  'POST /api/staff/customers/:id/sends': {
    summary: 'Something went into her chat',
    params: CustomerParams,
    body: Type.Object({
      kind: OneOf(valuesOf(staffSendKind)),
      /** Of what: a product, a coupon template, a script, a to-do. */
      of: Type.String({ maxLength: 64 }),
    }),
    ok: Type.Object({ id: Type.String() }),
  },
  'GET /api/staff/goods': {
    summary: 'Goods on sale, those sold most first, as cards',
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          image: Nullable(Type.String()),
          price: Fen(),
          soldOut: Type.Boolean(),
          send: Sendable,
        }),
      ),
    }),
  },
  'GET /api/staff/coupons': {
    summary: 'The coupons that staff may give, and how many more she may give today',
    ok: Type.Object({
      left: Type.Integer(),
      items: Type.Array(
        Type.Object({ id: Type.String(), name: Type.String(), sentence: Type.String(), can: Type.Boolean() }),
      ),
    }),
  },
  'GET /api/staff/todos': {
    summary: 'What she is to do, what is due first standing first',
    query: Type.Object({
      ...ListQuery,
      of: Type.Optional(Type.Literal('team', { description: 'what others did not do in time, for whom she answers' })),
    }),
    ok: Page(StaffTodo),
  },
  'POST /api/staff/todos/:id/coupon': {
    summary: 'Give her the coupon of the to-do: once, as long as it is open; the card leads to it',
    params: IdParams,
    ok: Type.Object({ given: Type.Boolean(), send: Sendable }),
  },
  'POST /api/staff/todos/:id/completion': {
    params: IdParams,
    body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 300 })) }),
    ok: StaffTodo,
  },
  'POST /api/staff/todos/:id/takeover': {
    summary: 'What another did not do in time she does herself',
    params: IdParams,
    ok: StaffTodo,
  },
  'POST /api/staff/todos/:id/postponement': {
    summary: 'Put it off, saying why',
    params: IdParams,
    body: Type.Object({ until: Instant(), reason: Seen(200) }),
    ok: StaffTodo,
  },
} as const satisfies Contract;
