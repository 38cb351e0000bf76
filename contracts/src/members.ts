import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Done,
  Fen,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Seen,
} from './contract.ts';
import { stage, valueGrade } from './words/audiences.ts';
import { appKind, memberSort, mergeCause, tagSource, timelineSide } from './words/members.ts';
import { valuesOf } from './words.ts';

export const Stage = OneOf(valuesOf(stage));
export const Grade = OneOf(valuesOf(valueGrade));

export const Tag = Type.Object({
  name: Type.String(),
  source: OneOf(valuesOf(tagSource)),
  reason: Bilingual(),
  at: Instant(),
});

export const MemberRow = Type.Object({
  id: Type.String(),
  personNo: Type.Integer(),
  nickname: Type.String(),
  /** `138****1234`, or null. */
  phoneMasked: Nullable(Type.String()),
  stage: Stage,
  grade: Nullable(Grade),
  orders: Type.Integer(),
  spent: Fen(),
  lastPaidAt: Nullable(Instant()),
  source: Type.String(),
  /** The same in words: a code by its name. */
  sourceWords: Bilingual(),
  tags: Type.Array(Type.String()),
  createdAt: Instant(),
});

export const TimelineItem = Type.Object({
  id: Type.String(),
  at: Instant(),
  /** act: the shopper did it; touch: we told or gave; system: it followed from a rule. */
  side: OneOf(valuesOf(timelineSide)),
  kind: Type.String(),
  title: Bilingual(),
  detail: Nullable(Bilingual()),
  /** Why it happened: the journey and node, the operator, the rule. Null where the shopper acted by herself. */
  cause: Nullable(Type.Object({ kind: Type.String(), id: Type.String(), label: Bilingual() })),
  link: Nullable(Type.Object({ kind: Type.String(), id: Type.String() })),
});

/** A WeChat account: who she is in one app. */
export const Account = Type.Object({
  no: Type.Integer(),
  /** The appid. */
  app: Type.String(),
  /** What the configuration calls the app; the appid when it is configured no more. */
  name: Type.String(),
  kind: OneOf(valuesOf(appKind)),
  /** Masked: `oSBX…9f2K`. */
  openid: Type.String(),
  firstSeenAt: Instant(),
  seenAt: Instant(),
});

/** `scene` is WeChat's number of the way in; `source` the mark of a link or a code, the last one that there was. */
const Arrival = Type.Object({
  scene: Type.String(),
  source: Type.String(),
  /** Both in words, the way first; none: neither was told. */
  words: Type.Array(Bilingual()),
  at: Instant(),
});

const Brief = Type.Object({
  id: Type.String(),
  nickname: Type.String(),
  phoneMasked: Nullable(Type.String()),
  createdAt: Instant(),
});

/** Two records that became one person, and whether that was taken back. */
export const Merge = Type.Object({
  id: Type.String(),
  at: Instant(),
  cause: OneOf(valuesOf(mergeCause)),
  reason: Type.String(),
  /** The operator; empty where it happened by itself. */
  by: Type.String(),
  kept: Brief,
  joined: Brief,
  undone: Nullable(Type.Object({ at: Instant(), by: Type.String(), reason: Type.String() })),
  /** Not where WeChat says that it is one person. */
  undoable: Type.Boolean(),
});

/** One of two records that may become one, with what would move. */
export const MergeSide = Type.Composite([
  Brief,
  Type.Object({
    blocked: Type.Boolean(),
    accounts: Type.Array(Account),
    belongings: Type.Array(Type.Object({ name: Type.String(), words: Bilingual(), count: Type.Integer() })),
  }),
]);

export const Member = Type.Composite([
  MemberRow,
  Type.Object({
    avatar: Nullable(Type.String()),
    hasUnionid: Type.Boolean(),
    accounts: Type.Array(Account),
    /** What brought her first and last, by all of her accounts; null where it was never told. */
    arrivals: Nullable(Type.Object({ first: Arrival, last: Arrival })),
    tagList: Type.Array(Tag),
    blocked: Type.Boolean(),
    /** Tries things out for the shop: held out of nothing, counted in no result of journeys and batches. */
    tester: Type.Boolean(),
    birthday: Nullable(Type.String()),
    /** How it is said where she keeps it by the lunar calendar. */
    lunarBirthday: Nullable(Bilingual()),
    firstPaidAt: Nullable(Instant()),
    averageOrder: Nullable(Fen()),
    stageSince: Nullable(Instant()),
  }),
]);

/** What the shopper sees of herself. */
export const Me = Type.Object({
  id: Type.String(),
  nickname: Type.String(),
  avatar: Nullable(Type.String()),
  phoneMasked: Nullable(Type.String()),
  birthday: Nullable(Type.String()),
  /** How it is said where she keeps it by the lunar calendar; null: by the solar one. */
  lunarBirthday: Nullable(Bilingual()),
  /** Until then she cannot say another birthday; null: she may. */
  birthdayFixedUntil: Nullable(Instant()),
  createdAt: Instant(),
});

export const Address = Type.Object({
  id: Type.String(),
  name: Type.String(),
  phone: Type.String(),
  province: Type.String(),
  city: Type.String(),
  district: Type.String(),
  street: Type.String(),
  isDefault: Type.Boolean(),
});
export const AddressInput = Type.Object({
  name: Seen(20),
  phone: Type.String({ pattern: '^1[3-9]\\d{9}$' }),
  province: Seen(20),
  city: Seen(20),
  district: Type.String({ maxLength: 20 }),
  street: Seen(80),
  isDefault: Type.Optional(Type.Boolean()),
});

export const memberContract = {
  'POST /api/shop/session': {
    summary: 'Sign a shopper in with the code of wx.login, or of an official account’s OAuth page',
    body: Type.Object({
      code: Type.String({ minLength: 1, maxLength: 128 }),
      /** The appid of the mini program or official account that asks; the default one when left out. */
      app: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
      /** What brought her: the `scene` of a mini-program code, a share, a notice. */
      source: Type.Optional(Type.String({ maxLength: 64 })),
      /** WeChat's number of the way in (场景值). */
      scene: Type.Optional(Type.String({ maxLength: 8, pattern: '^[0-9]*$' })),
    }),
    ok: Type.Object({ token: Type.String(), expiresAt: Instant(), isNew: Type.Boolean(), member: Me }),
  },
  'PUT /api/shop/arrival': {
    summary: 'What brought her this time: told at every show, by known members too',
    body: Type.Object({
      scene: Type.Optional(Type.String({ maxLength: 8, pattern: '^[0-9]*$' })),
      source: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Done,
  },
  'GET /api/shop/me': { ok: Me },
  'PUT /api/shop/me': {
    body: Type.Partial(
      Type.Object({
        nickname: Seen(20),
        avatar: Type.String({ maxLength: 300 }),
        birthday: Day(),
        /** With a birthday: she keeps it by the lunar calendar. */
        birthdayLunar: Type.Boolean(),
      }),
    ),
    ok: Me,
  },
  'POST /api/shop/me/phone': {
    summary: 'Bind the phone number behind a getPhoneNumber code; members who share a phone become one',
    body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 128 }) }),
    ok: Type.Object({ member: Me, token: Type.String() }),
  },
  'GET /api/shop/addresses': { ok: Type.Object({ items: Type.Array(Address) }) },
  'POST /api/shop/addresses': { body: AddressInput, ok: Address },
  'PUT /api/shop/addresses/:id': { params: IdParams, body: AddressInput, ok: Address },
  'DELETE /api/shop/addresses/:id': { params: IdParams, ok: Done },

  'GET /api/admin/members': {
    query: Type.Object({
      ...ListQuery,
      grade: Type.Optional(Grade),
      stage: Type.Optional(Stage),
      tag: Type.Optional(Type.String({ maxLength: 30 })),
      sort: Type.Optional(OneOf(valuesOf(memberSort))),
    }),
    ok: Page(MemberRow),
  },
  'GET /api/admin/members/:id': { params: IdParams, ok: Member },
  'GET /api/admin/members/:id/timeline': {
    params: IdParams,
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
      side: Type.Optional(OneOf(valuesOf(timelineSide))),
    }),
    ok: Page(TimelineItem),
  },
  'PUT /api/admin/members/:id/tester': {
    summary: 'Whether she tries things out for the shop: such members are never held out, and counted in no result',
    params: IdParams,
    body: Type.Object({ tester: Type.Boolean() }),
    ok: Member,
  },
  'POST /api/admin/members/:id/tags': {
    params: IdParams,
    body: Type.Object({ name: Seen(30), reason: Type.String({ maxLength: 100 }) }),
    ok: Member,
  },
  'DELETE /api/admin/members/:id/tags/:name': {
    params: Type.Object({ id: Type.String({ maxLength: 64 }), name: Type.String({ maxLength: 90 }) }),
    ok: Member,
  },
  'GET /api/admin/members/:id/merges': {
    summary: 'Her merges, newest first, and members who may be the same person',
    params: IdParams,
    ok: Type.Object({
      items: Type.Array(Merge),
      candidates: Type.Array(Type.Composite([Brief, Type.Object({ why: Bilingual() })])),
    }),
  },
  'GET /api/admin/members/:id/merge-preview': {
    summary: 'This member and another side by side, with what each has',
    params: IdParams,
    query: Type.Object({ other: Seen(64) }),
    ok: Type.Object({
      keep: MergeSide,
      join: MergeSide,
      /** Both have an account in one and the same app: two WeChat users, until an operator knows better. */
      shareApp: Type.Boolean(),
    }),
  },
  'POST /api/admin/members/:id/merges': {
    summary: 'Make another member one with this one; everything of hers comes here',
    params: IdParams,
    body: Type.Object({
      otherId: Seen(64),
      reason: Seen(100),
    }),
    ok: Type.Object({ items: Type.Array(Merge) }),
  },
  'POST /api/admin/member-merges/:id/reversal': {
    summary: 'Take a merge back: what came with the joined member goes back, what was used or earned since stays',
    params: IdParams,
    body: Type.Object({ reason: Seen(100) }),
    ok: Merge,
  },
  'GET /api/admin/tags': {
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          name: Type.String(),
          members: Type.Integer(),
          /** From where they have it. */
          by: Type.Object({
            operator: Type.Integer(),
            journey: Type.Integer(),
            import: Type.Integer(),
            rule: Type.Integer(),
          }),
        }),
      ),
    }),
  },
} as const satisfies Contract;
