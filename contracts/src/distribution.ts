import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Done,
  Fen,
  FileLanguage,
  FormValues,
  Id,
  Instant,
  ListQuery,
  MOST_FEN,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
  TableFile,
} from './contract.ts';
import {
  commissionLevel,
  commissionSource,
  commissionState,
  distributionEntryKind,
  distributorMove,
  distributorState,
  planState,
  reviewOutcome,
  withdrawalState,
} from './words/distribution.ts';
import { valuesOf } from './words.ts';

const Person = Type.Object({ memberId: Type.String(), nickname: Type.String() });

/** Fen: `frozen` is of orders that may still come back, `balance` is hers (below nothing where more came back than she has), `paid` she has had. */
const Money = { frozen: Fen(), balance: Fen(), paid: Fen() };

const Distributor = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(distributorState)),
  person: Person,
  code: Type.String(),
  /** Who brought her in; null: nobody. */
  parent: Nullable(Type.Object({ id: Type.String(), nickname: Type.String() })),
  /** What she wrote, and what the shop said last. */
  reason: Type.String(),
  because: Type.String(),
  decidedBy: Nullable(Type.String()),
  ...Money,
  /** Customers that are hers now. */
  customers: Type.Integer(),
  team: Type.Integer(),
  appliedAt: Instant(),
  decidedAt: Nullable(Instant()),
});

const Plan = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(planState)),
  /** The values of the form `distribution.plan`. */
  values: FormValues(),
  sentence: Bilingual(),
  createdAt: Instant(),
});

/** One line of an order, for one distributor. */
const Commission = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(commissionState)),
  level: OneOf(valuesOf(commissionLevel)),
  distributor: Type.Object({ id: Type.String(), nickname: Type.String(), memberId: Type.String() }),
  buyer: Person,
  /** Both empty where it is of no order: somebody registered. */
  order: Type.Object({ id: Type.String(), number: Type.String() }),
  earnedFor: OneOf(valuesOf(commissionSource)),
  /** Empty where it is of no goods. */
  product: Type.String(),
  /** Units, and of them given back. */
  units: Type.Integer(),
  backUnits: Type.Integer(),
  /** Fen that were paid for the goods, and of them given back. */
  base: Fen(),
  backBase: Fen(),
  /** Hundredths of a percent. */
  rate: Type.Integer(),
  /** What it came to at first, and what is left of it. */
  amount: Fen(),
  left: Fen(),
  /** Why it is held, or was. */
  held: Nullable(Bilingual()),
  judgedBy: Nullable(Type.String()),
  because: Type.String(),
  paidAt: Instant(),
  releaseAt: Nullable(Instant()),
  releasedAt: Nullable(Instant()),
});

const HerCommission = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(commissionState)),
  level: OneOf(valuesOf(commissionLevel)),
  earnedFor: OneOf(valuesOf(commissionSource)),
  product: Type.String(),
  units: Type.Integer(),
  backUnits: Type.Integer(),
  base: Fen(),
  rate: Type.Integer(),
  amount: Fen(),
  left: Fen(),
  /** Her customer, shortened. */
  buyer: Type.String(),
  paidAt: Instant(),
  releaseAt: Nullable(Instant()),
});

const Hers = Type.Object({
  on: Type.Boolean(),
  /** Null: she has not applied. */
  state: Nullable(OneOf(valuesOf(distributorState))),
  /** What the shop said last. */
  because: Type.String(),
  /** What her links carry; empty until she is active. */
  code: Type.String(),
  ...Money,
  /** Orders of her customers, and fen earned by them today, this month and in all, less what came back. */
  orders: Type.Integer(),
  today: Fen(),
  month: Fen(),
  earned: Fen(),
  customers: Type.Integer(),
  team: Type.Integer(),
  /** What may be withdrawn at a time; null where nothing may. */
  withdrawal: Nullable(Type.Object({ least: Fen(), most: Fen() })),
  /** The rules in plain words. */
  rules: Type.Array(Bilingual()),
  /** What is missing before she passes by herself; null: nothing, or the shop reviews. */
  missing: Nullable(Bilingual()),
});

const Withdrawal = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(withdrawalState)),
  distributor: Type.Object({ id: Type.String(), nickname: Type.String(), memberId: Type.String() }),
  amount: Fen(),
  /** Why it is reviewed, or was. */
  held: Nullable(Bilingual()),
  decidedBy: Nullable(Type.String()),
  because: Type.String(),
  /** Why it failed, or what keeps it for now. */
  trouble: Nullable(Bilingual()),
  transferBillNo: Nullable(Type.String()),
  askedAt: Instant(),
  endedAt: Nullable(Instant()),
});

const HerWithdrawal = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(withdrawalState)),
  amount: Fen(),
  trouble: Nullable(Bilingual()),
  because: Type.String(),
  /** What wx.requestMerchantTransfer takes; null where there is nothing to confirm, or not in this app. */
  confirm: Nullable(Type.Object({ mchId: Type.String(), appId: Type.String(), package: Type.String() })),
  cancellable: Type.Boolean(),
  askedAt: Instant(),
});

const ofWithdrawal = { params: Type.Object({ id: Id('wdr') }) };
const ofDistributor = { params: Type.Object({ id: Id('dst') }) };
const CommissionQuery = {
  q: ListQuery.q,
  state: Type.Optional(OneOf(valuesOf(commissionState))),
  distributor: Type.Optional(Id('dst')),
};
const Because = Seen(100);

export const distributionContract = {
  'GET /api/admin/distributors': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(distributorState))) }),
    ok: Page(Distributor),
  },
  'GET /api/admin/distributors/:id': { ...ofDistributor, ok: Distributor },
  'POST /api/admin/distributors/:id/review': {
    summary: 'Pass or refuse an application',
    ...ofDistributor,
    body: Type.Object({ outcome: OneOf(valuesOf(reviewOutcome)), because: Type.String({ maxLength: 100 }) }),
    ok: Distributor,
  },
  'POST /api/admin/distributors/:id/move': {
    summary: 'Suspend, take back on, end; what she has earned stays hers',
    ...ofDistributor,
    body: Type.Object({ to: OneOf(valuesOf(distributorMove)), because: Because }),
    ok: Distributor,
  },
  'GET /api/admin/distributors/:id/entries': {
    summary: 'Her ledger, the latest first',
    ...ofDistributor,
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(
      Type.Object({
        id: Type.String(),
        kind: OneOf(valuesOf(distributionEntryKind)),
        frozen: Fen(),
        balance: Fen(),
        note: Type.String(),
        at: Instant(),
      }),
    ),
  },
  'GET /api/admin/distribution-plans': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(planState))) }),
    ok: Page(Plan),
  },
  'POST /api/admin/distribution-plans': {
    summary: 'The values of the form `distribution.plan`',
    body: Type.Object({ values: FormValues() }),
    ok: Plan,
  },
  'GET /api/admin/distribution-plans/:id': { params: Type.Object({ id: Id('dpl') }), ok: Plan },
  'PUT /api/admin/distribution-plans/:id': {
    summary: 'Orders from now on go by it; what was earned keeps its rate',
    params: Type.Object({ id: Id('dpl') }),
    body: Type.Object({ values: FormValues() }),
    ok: Plan,
  },
  'POST /api/admin/distribution-plans/:id/archiving': {
    params: Type.Object({ id: Id('dpl') }),
    body: Type.Object({ archived: Type.Boolean() }),
    ok: Plan,
  },
  'GET /api/admin/commissions': {
    query: Type.Object({ ...ListQuery, ...CommissionQuery }),
    ok: Page(Commission),
  },
  'GET /api/admin/commissions.csv': {
    summary: 'The list as a file, the latest ten thousand',
    query: Type.Object({ ...CommissionQuery, ...FileLanguage }),
    ok: TableFile(),
  },
  'POST /api/admin/commissions/:id/decision': {
    summary: 'What is held goes on its way, or is taken back',
    params: Type.Object({ id: Id('cms') }),
    body: Type.Object({ outcome: OneOf(valuesOf(reviewOutcome)), because: Because }),
    ok: Commission,
  },
  'GET /api/admin/settings/distribution': { ok: Type.Object({ ...Revision, values: FormValues() }) },
  'PUT /api/admin/settings/distribution': {
    summary: 'The values of the form `distribution.rules`',
    body: FormValues(),
    ok: Type.Object({ ...Revision, values: FormValues() }),
  },
  'GET /api/admin/withdrawals': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OneOf(valuesOf(withdrawalState))),
      distributor: Type.Optional(Id('dst')),
    }),
    ok: Page(Withdrawal),
  },
  'POST /api/admin/withdrawals/:id/decision': {
    summary: 'What waits for review goes to WeChat, or back into her balance',
    ...ofWithdrawal,
    body: Type.Object({ outcome: OneOf(valuesOf(reviewOutcome)), because: Because }),
    ok: Withdrawal,
  },
  'GET /api/shop/distribution/withdrawals': {
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(HerWithdrawal),
  },
  'POST /api/shop/distribution/withdrawals': {
    body: Type.Object({ amount: Fen({ minimum: 1, maximum: MOST_FEN }) }),
    ok: HerWithdrawal,
  },
  'POST /api/shop/distribution/withdrawals/:id/check': {
    summary: 'Asks WeChat how it stands, after she has seen the sheet',
    ...ofWithdrawal,
    ok: HerWithdrawal,
  },
  'POST /api/shop/distribution/withdrawals/:id/cancellation': {
    summary: 'She takes it back before she has confirmed',
    ...ofWithdrawal,
    ok: HerWithdrawal,
  },
  'GET /api/shop/distribution': { summary: 'Her own standing as a distributor', ok: Hers },
  'POST /api/shop/distribution/application': {
    body: Type.Object({ reason: Type.String({ maxLength: 200 }) }),
    ok: Hers,
  },
  'GET /api/shop/distribution/commissions': {
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
      state: Type.Optional(OneOf(valuesOf(commissionState))),
    }),
    ok: Page(HerCommission),
  },
  'GET /api/shop/distribution/team': {
    summary: 'Her customers and whom she brought in, the latest first',
    query: Type.Object({ of: OneOf(['customers', 'team']), cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(Type.Object({ name: Type.String(), since: Instant(), until: Nullable(Instant()) })),
  },
  'GET /api/shop/products/:id/distribution': {
    summary: 'What a distributor’s link to it carries and earns; a code of nothing for everybody else',
    params: Type.Object({ id: Id('prd') }),
    ok: Type.Object({
      code: Type.String(),
      /** Hundredths of a percent of what is paid for it. */
      rate: Type.Integer(),
    }),
  },
  'POST /api/shop/distribution/visits': {
    summary: 'She opened a distributor’s link',
    body: Type.Object({ code: Type.String({ pattern: '^[0-9a-z]{4,12}$' }), productId: Type.Optional(Id('prd')) }),
    ok: Done,
  },
} as const satisfies Contract;
