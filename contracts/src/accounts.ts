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
import { accountCapability, accountState, accountType, menuState, ruleOn, ruleState } from './words/accounts.ts';
import { valuesOf } from './words.ts';

const Account = Type.Object({
  ...Revision,
  id: Type.String(),
  appid: Type.String(),
  name: Type.String(),
  type: OneOf(valuesOf(accountType)),
  verified: Type.Boolean(),
  theme: Type.String(),
  state: OneOf(valuesOf(accountState)),
  /** Those of the form `accounts.account`, keys left out. */
  values: FormValues(),
  /** What stands in the console of the account as the address of its server. */
  callbackUrl: Type.String(),
  /** Who follows now, and who of them is known as a member. */
  followers: Type.Integer(),
  members: Type.Integer(),
  /** Rules of the platform: what it may do, how much of it, where that stands and when it was looked up. */
  capabilities: Type.Array(
    Type.Object({
      key: OneOf(valuesOf(accountCapability)),
      may: Type.Boolean(),
      limit: Bilingual(),
      source: Type.String(),
      asOf: Type.String(),
    }),
  ),
  syncedAt: Nullable(Instant()),
  trouble: Nullable(Bilingual()),
  createdAt: Instant(),
});

const Rule = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  on: OneOf(valuesOf(ruleOn)),
  state: OneOf(valuesOf(ruleState)),
  priority: Type.Integer(),
  /** The values of the form `accounts.rule`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** How often what it gives was given. */
  given: Type.Integer(),
  /** The code of the account that it leads to, among the codes. */
  codeId: Nullable(Type.String()),
  createdAt: Instant(),
});

const Menu = Type.Object({
  ...Revision,
  id: Type.String(),
  accountId: Type.String(),
  /** Whose menu it is; empty: everybody's. */
  tag: Type.String(),
  state: OneOf(valuesOf(menuState)),
  /** The values of the form `accounts.menu`. */
  values: FormValues(),
  sentence: Bilingual(),
  publishedAt: Nullable(Instant()),
});
const Menus = Type.Object({ items: Type.Array(Menu) });

/** Which templates of the account the shop's messages go by. */
const Templates = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  /** The values of the form `accounts.templates`. */
  values: FormValues(),
  sentence: Bilingual(),
});

const AccountFigures = Type.Object({
  followed: Type.Integer(),
  unfollowed: Type.Integer(),
  /** Messages, taps on the menu, scans. */
  heard: Type.Integer(),
  /** Replies by how they got there: with the answer, as kf messages, not. */
  passive: Type.Integer(),
  late: Type.Integer(),
  unsent: Type.Integer(),
  /** Messages of journeys and orders that went by the account, and those that were opened. */
  told: Type.Integer(),
  opened: Type.Integer(),
  diverted: Type.Integer(),
  arrived: Type.Integer(),
});

const RuleFigures = Type.Object({
  asked: Type.Integer(),
  people: Type.Integer(),
  given: Type.Integer(),
  refused: Type.Integer(),
  repeated: Type.Integer(),
  usedUp: Type.Integer(),
  diverted: Type.Integer(),
  arrived: Type.Integer(),
});

const AccountParams = Type.Object({ id: Id('oac') });
const RuleParams = Type.Object({ id: Id('orl') });
const MenuParams = Type.Object({ id: Id('omn') });
const Range = Type.Object({ from: Day(), to: Day() });
const Values = Type.Object({ values: FormValues() });
const Archived = Type.Object({ archived: Type.Boolean() });

export const accountContract = {
  'GET /api/admin/official-accounts': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(accountState))) }),
    ok: Page(Account),
  },
  'POST /api/admin/official-accounts': {
    summary: 'The values of the form `accounts.account`',
    body: Values,
    ok: Account,
  },
  'GET /api/admin/official-accounts/:id': { params: AccountParams, ok: Account },
  'PUT /api/admin/official-accounts/:id': {
    summary: 'The values of the form `accounts.account`; keys that are left empty stay',
    params: AccountParams,
    body: Values,
    ok: Account,
  },
  'POST /api/admin/official-accounts/:id/archiving': { params: AccountParams, body: Archived, ok: Account },
  'POST /api/admin/official-accounts/:id/reading': {
    summary: 'Read who follows again, as soon as possible',
    params: AccountParams,
    ok: Account,
  },
  'GET /api/admin/official-accounts/:id/templates': { params: AccountParams, ok: Templates },
  'PUT /api/admin/official-accounts/:id/templates': {
    summary: 'The values of the form `accounts.templates`',
    params: AccountParams,
    body: Values,
    ok: Templates,
  },
  'GET /api/admin/official-accounts/:id/figures': {
    params: AccountParams,
    query: Range,
    ok: Type.Object({
      whole: AccountFigures,
      days: Type.Array(Type.Object({ day: Day(), figures: AccountFigures })),
    }),
  },
  'GET /api/admin/official-accounts/:id/menus': { params: AccountParams, ok: Menus },
  'POST /api/admin/official-accounts/:id/menus': {
    summary: 'The values of the form `accounts.menu`; nobody sees it before it is published',
    params: AccountParams,
    body: Values,
    ok: Menu,
  },
  'POST /api/admin/official-accounts/:id/menu-publishing': {
    summary: 'All menus of the account as they are now',
    params: AccountParams,
    ok: Menus,
  },
  'GET /api/admin/account-menus/:id': { params: MenuParams, ok: Menu },
  'PUT /api/admin/account-menus/:id': { params: MenuParams, body: Values, ok: Menu },
  'POST /api/admin/account-menus/:id/removal': {
    summary: 'Gone at the next publishing',
    params: MenuParams,
    ok: Menu,
  },
  'GET /api/admin/account-rules': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OneOf(valuesOf(ruleState))),
      on: Type.Optional(OneOf(valuesOf(ruleOn))),
      account: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Page(Rule),
  },
  'POST /api/admin/account-rules': { summary: 'The values of the form `accounts.rule`', body: Values, ok: Rule },
  'GET /api/admin/account-rules/:id': { params: RuleParams, ok: Rule },
  'PUT /api/admin/account-rules/:id': { params: RuleParams, body: Values, ok: Rule },
  'POST /api/admin/account-rules/:id/archiving': { params: RuleParams, body: Archived, ok: Rule },
  'GET /api/admin/account-rules/:id/figures': {
    params: RuleParams,
    query: Range,
    ok: Type.Object({ whole: RuleFigures, days: Type.Array(Type.Object({ day: Day(), figures: RuleFigures })) }),
  },
  'GET /api/admin/members/:id/follows': {
    params: IdParams,
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          accountId: Type.String(),
          account: Type.String(),
          followedAt: Instant(),
          endedAt: Nullable(Instant()),
          /** Until when the account may write to her as things stand; null: not now. */
          mayWriteUntil: Nullable(Instant()),
        }),
      ),
    }),
  },
} as const satisfies Contract;
