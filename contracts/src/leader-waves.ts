import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FileLanguage,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
  TableFile,
} from './contract.ts';
import { waveOrderState, waveState } from './words/leaders.ts';
import { valuesOf } from './words.ts';

const Times = { opensAt: Instant(), cutsAt: Instant(), pickupFrom: Instant(), pickupTo: Instant() };
const Head = { id: Type.String(), name: Type.String(), state: OneOf(valuesOf(waveState)), ...Times };

const Wave = Type.Object({
  ...Revision,
  ...Head,
  /** The values of the form `leaders.wave`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** Nobody can order or pay any more: its lists are final. */
  final: Type.Boolean(),
  because: Type.String(),
  /** Orders that are paid and not given back whole, of whom, at how many places, and of them collected. */
  orders: Type.Integer(),
  people: Type.Integer(),
  points: Type.Integer(),
  collected: Type.Integer(),
  /** Fen that were paid, and of them given back. */
  paid: Fen(),
  back: Fen(),
  /** What leaders have of it, less what came back; and of that in their balances. */
  commission: Fen(),
  released: Fen(),
  createdAt: Instant(),
});

const Good = Type.Object({
  skuId: Type.String(),
  name: Type.String(),
  price: Fen(),
  cap: Nullable(Type.Integer()),
  /** Units that are paid and kept; given back; collected. */
  units: Type.Integer(),
  backUnits: Type.Integer(),
  collected: Type.Integer(),
  paid: Fen(),
});

const LeaderPoint = Type.Object({
  leaderId: Type.String(),
  name: Type.String(),
  memberId: Type.String(),
  point: Type.String(),
  orders: Type.Integer(),
  people: Type.Integer(),
  units: Type.Integer(),
  paid: Fen(),
  waiting: Type.Integer(),
  collected: Type.Integer(),
  commission: Fen(),
  released: Fen(),
  held: Fen(),
  arrivedAt: Nullable(Instant()),
});

const Entry = Type.Object({
  orderId: Type.String(),
  number: Type.String(),
  leaderId: Type.String(),
  leader: Type.String(),
  point: Type.String(),
  name: Type.String(),
  phone: Type.String(),
  state: OneOf(valuesOf(waveOrderState)),
  lines: Type.Array(Type.Object({ name: Type.String(), units: Type.Integer(), backUnits: Type.Integer() })),
  units: Type.Integer(),
  paid: Fen(),
  paidAt: Nullable(Instant()),
  collectedAt: Nullable(Instant()),
});

const ShopPoint = Type.Object({
  id: Type.String(),
  name: Type.String(),
  address: Type.String(),
  closed: Type.Boolean(),
});
const ShopLeader = Type.Object({
  id: Type.String(),
  name: Type.String(),
  code: Type.String(),
  community: Type.String(),
  point: Nullable(ShopPoint),
});

const ShopWave = Type.Object({
  ...Head,
  text: Type.String(),
  because: Type.String(),
  perMember: Nullable(Type.Integer()),
  /** At whose place; null: nobody’s who has it, so nobody can order. */
  leader: Nullable(ShopLeader),
  goods: Type.Array(
    Type.Object({
      skuId: Type.String(),
      productId: Type.String(),
      name: Type.String(),
      values: Type.Array(Type.String()),
      image: Nullable(Type.String()),
      price: Fen(),
      /** What it costs alone. */
      list: Fen(),
      left: Type.Integer(),
      /** Units that neighbours paid and kept, and hers among them. */
      taken: Type.Integer(),
      hers: Type.Integer(),
    }),
  ),
  /** Who ordered, everywhere; and the latest at this place. */
  people: Type.Integer(),
  recent: Type.Array(Type.Object({ name: Type.String(), units: Type.Integer(), at: Instant() })),
});

const HerWave = Type.Object({
  ...Head,
  orders: Type.Integer(),
  units: Type.Integer(),
  waiting: Type.Integer(),
  collected: Type.Integer(),
  paid: Fen(),
  commission: Fen(),
  arrivedAt: Nullable(Instant()),
});

const Handed = Type.Object({
  orderId: Type.String(),
  number: Type.String(),
  name: Type.String(),
  /** The last digits. */
  phone: Type.String(),
  collectedAt: Nullable(Instant()),
  lines: Type.Array(Type.Object({ name: Type.String(), quantity: Type.Integer() })),
  refusal: Nullable(Bilingual()),
});

const ofWave = { params: Type.Object({ id: Id('wav') }) };
const Code = Type.String({ pattern: '^[0-9a-z]{4,12}$' });

export const waveContract = {
  'GET /api/admin/waves': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(waveState))) }),
    ok: Page(Wave),
  },
  'POST /api/admin/waves': {
    summary: 'A draft, of the values of the form `leaders.wave`',
    body: Type.Object({ values: FormValues() }),
    ok: Wave,
  },
  'GET /api/admin/waves/:id': { ...ofWave, ok: Wave },
  'PUT /api/admin/waves/:id': {
    summary: 'While it is a draft',
    ...ofWave,
    body: Type.Object({ values: FormValues() }),
    ok: Wave,
  },
  'POST /api/admin/waves/:id/publication': { summary: 'Neighbours see it from now on', ...ofWave, ok: Wave },
  'POST /api/admin/waves/:id/cancellation': {
    summary: 'Nobody orders any more, and what was paid goes back',
    ...ofWave,
    body: Type.Object({ because: Seen(100) }),
    ok: Wave,
  },
  'POST /api/admin/waves/:id/arrivals': {
    summary: 'Goods lie at these leaders’ places; empty: at all. Neighbours are told',
    ...ofWave,
    body: Type.Object({ leaderIds: Type.Array(Id('ldr'), { maxItems: 200 }) }),
    ok: Type.Object({ ready: Type.Integer() }),
  },
  'GET /api/admin/waves/:id/goods': {
    summary: 'What is to be bought in, over all leaders or for one',
    ...ofWave,
    query: Type.Object({ leader: Type.Optional(Id('ldr')) }),
    ok: Type.Object({ items: Type.Array(Good) }),
  },
  'GET /api/admin/waves/:id/goods.csv': {
    summary: 'The same as a file, a column a leader',
    ...ofWave,
    query: Type.Object({ ...FileLanguage }),
    ok: TableFile(),
  },
  'GET /api/admin/waves/:id/points': {
    summary: 'What each leader has of it',
    ...ofWave,
    ok: Type.Object({ items: Type.Array(LeaderPoint) }),
  },
  'GET /api/admin/waves/:id/list': {
    summary: 'Who gets what: the delivery list, by leader',
    ...ofWave,
    query: Type.Object({ leader: Type.Optional(Id('ldr')) }),
    ok: Type.Object({ items: Type.Array(Entry), more: Type.Boolean() }),
  },
  'GET /api/admin/waves/:id/list.csv': {
    ...ofWave,
    query: Type.Object({ leader: Type.Optional(Id('ldr')), ...FileLanguage }),
    ok: TableFile(),
  },
  'GET /api/shop/waves': {
    summary: 'Waves at her leader’s place, or at that of the code',
    query: Type.Object({ l: Type.Optional(Code) }),
    ok: Type.Object({
      leader: Nullable(ShopLeader),
      items: Type.Array(
        Type.Object({ ...Head, from: Fen(), images: Type.Array(Type.String()), goods: Type.Integer() }),
      ),
    }),
  },
  'GET /api/shop/waves/:id': { ...ofWave, query: Type.Object({ l: Type.Optional(Code) }), ok: ShopWave },
  'GET /api/shop/leaders/waves': {
    summary: 'Her waves as a leader, the latest first',
    ok: Type.Object({ items: Type.Array(HerWave) }),
  },
  'GET /api/shop/leaders/waves/:id/list': {
    summary: 'Who fetches what at her place; phones by their last digits',
    ...ofWave,
    ok: Type.Object({ items: Type.Array(Entry), more: Type.Boolean() }),
  },
  'POST /api/shop/leaders/waves/:id/arrival': {
    summary: 'The goods lie at her place: her neighbours are told',
    ...ofWave,
    ok: Type.Object({ ready: Type.Integer() }),
  },
  'GET /api/shop/leaders/pickups/:code': {
    summary: 'Whose order a code is, before she hands it over',
    params: Type.Object({ code: Type.String({ minLength: 4, maxLength: 20 }) }),
    ok: Handed,
  },
  'POST /api/shop/leaders/handouts': {
    summary: 'She hands it over, once',
    body: Type.Object({ code: Type.String({ minLength: 4, maxLength: 20 }) }),
    ok: Handed,
  },
} as const satisfies Contract;
