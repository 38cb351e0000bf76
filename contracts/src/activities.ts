import { Type } from '@sinclair/typebox';
import { ActivityTeam, ShopTeam, TeamCard, TeamGoods, TeamId } from './activity-teams.ts';
import { Bargain, BargainResult } from './bargains.ts';
import {
  Bilingual,
  type Contract,
  Fen,
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
import { FlashResult, FlashSale, FlashTurn } from './flash-sales.ts';
import { Lottery, PrizeResults } from './lottery.ts';
import { Ranged, Uplift } from './uplift.ts';
import {
  activityPlay,
  activityState,
  helping,
  joining,
  rewardState,
  seatState,
  teaming,
  teamState,
} from './words/activities.ts';
import { valuesOf } from './words.ts';

const Play = OneOf(valuesOf(activityPlay));
const State = OneOf(valuesOf(activityState));
const ActivityId = Type.Object({ id: Id('act') });
/** What the phone says of itself: kind, system, screen. It names nobody, and is kept as a hash. */
const SeenBy = Type.Object({ device: Type.Optional(Type.String({ maxLength: 120 })) });
const EntryId = Type.Object({ id: Id('ent') });

export const Activity = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  play: Play,
  state: State,
  /** Half-open. */
  startsAt: Instant(),
  endsAt: Instant(),
  /** The values of the form `activities.<play>`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** What it promises can be given no more. */
  trouble: Nullable(Bilingual()),
  stoppedBecause: Nullable(Type.String()),
  /** Who takes part, and how many tiers they reached; testers are not counted. */
  entries: Type.Integer(),
  rewards: Type.Integer(),
  createdAt: Instant(),
});

const Arm = Type.Object({
  members: Type.Integer(),
  buyers: Type.Integer(),
  rate: Type.Number(),
  orders: Type.Integer(),
  /** Paid less given back. */
  revenue: Fen(),
  revenuePerMember: Type.Number(),
});

/** What an activity did: everybody to whom it came, whether she takes part or was drawn not to see it, from that moment on. */
export const ActivityResult = Type.Object({
  asOf: Instant(),
  /** Persons to whom it was shown, who takes part, who reached a tier, who helped and who of them was new to the shop. */
  met: Type.Integer(),
  joined: Type.Integer(),
  reached: Type.Integer(),
  helpers: Type.Integer(),
  newHelpers: Type.Integer(),
  heldOut: Type.Integer(),
  /** Of the tiers, from the lowest. */
  tiers: Type.Array(
    Type.Object({
      at: Type.Integer(),
      label: Bilingual(),
      reached: Type.Integer(),
      given: Type.Integer(),
      due: Type.Integer(),
      /** Waits for a review, or did not pass it. */
      held: Type.Integer(),
      denied: Type.Integer(),
      refused: Type.Integer(),
      takenBack: Type.Integer(),
      /** Where one of several is chosen: how many of who reached it chose, or were given, each; the rest have not chosen yet. */
      choices: Type.Array(Type.Object({ label: Bilingual(), people: Type.Integer() })),
    }),
  ),
  /** Of a play of chance: how often was drawn, and each prize by its odds (of ten thousand) and what is left; null: any number. */
  draws: Type.Integer(),
  prizes: PrizeResults,
  days: Type.Integer(),
  treated: Arm,
  holdout: Arm,
  open: Type.Integer(),
  inBoth: Type.Integer(),
  uplift: Uplift,
  extra: Nullable(Type.Object({ orders: Ranged, revenue: Ranged, returnOnCost: Nullable(Ranged) })),
  /** Fen: really where it was used, else as expected. */
  cost: Fen(),
  /** Of a group buy: its teams, and fen that came and went back in them; null: it has none. */
  teams: Nullable(
    Type.Object({
      begun: Type.Integer(),
      open: Type.Integer(),
      full: Type.Integer(),
      failed: Type.Integer(),
      paid: Fen(),
      back: Fen(),
    }),
  ),
  /** Of a flash sale: its sessions; null: it has none. */
  flash: Nullable(FlashResult),
  bargain: Nullable(BargainResult),
  /** Of friends who added staff by somebody’s code, how many stand where; null: it is no such play. */
  added: Nullable(
    Type.Object({
      all: Type.Integer(),
      counted: Type.Integer(),
      /** Of those, who may still be counted back. */
      open: Type.Integer(),
      left: Type.Integer(),
      known: Type.Integer(),
      /** Herself, or the same person twice. */
      same: Type.Integer(),
    }),
  ),
  byDay: Type.Array(
    Type.Object({ day: Type.String(), joined: Type.Integer(), helps: Type.Integer(), reached: Type.Integer() }),
  ),
});

export const ActivityEntry = Type.Object({
  id: Type.String(),
  memberId: Type.String(),
  nickname: Type.String(),
  joinedAt: Instant(),
  sum: Type.Integer(),
  helpers: Type.Integer(),
  tester: Type.Boolean(),
  rewards: Type.Array(
    Type.Object({ tier: Type.Integer(), state: OneOf(valuesOf(rewardState)), trouble: Nullable(Bilingual()) }),
  ),
});

/** Today takes no more of it: from when on it does; null: today is its last day. `reminded`: she is told then. */
export const Waits = Type.Object({ goesOnAt: Nullable(Instant()), reminded: Type.Boolean() });

const ShopTier = Type.Object({
  at: Type.Integer(),
  /** 12 个赞, 满 ¥66 */
  need: Bilingual(),
  /** What it brings: the one she has or chose, or all that she may choose of. */
  label: Bilingual(),
  gifts: Type.Array(Bilingual()),
  /** Her own choice among them, or the only one; null: still open. */
  chosen: Nullable(Type.Integer()),
  canChoose: Type.Boolean(),
  reached: Type.Boolean(),
  state: Nullable(OneOf(valuesOf(rewardState))),
});

const ShopActivity = Type.Object({
  id: Type.String(),
  play: Play,
  name: Type.String(),
  state: State,
  startsAt: Instant(),
  endsAt: Instant(),
  /** One line: what to do and what it brings. */
  brings: Bilingual(),
});

export const activityContract = {
  'GET /api/admin/activities': {
    query: Type.Object({ ...ListQuery, play: Type.Optional(Play), state: Type.Optional(State) }),
    ok: Page(Activity),
  },
  'GET /api/admin/activities/:id': { params: IdParams, ok: Activity },
  'POST /api/admin/activities': {
    summary: 'The values of the form `activities.<play>`; nobody sees it before it is live',
    body: Type.Object({ play: Play, values: FormValues() }),
    ok: Activity,
  },
  'PUT /api/admin/activities/:id': {
    summary: 'Who takes part already keeps the terms that she joined under',
    params: IdParams,
    body: FormValues(),
    ok: Activity,
  },
  'POST /api/admin/activities/:id/live': { params: IdParams, ok: Activity },
  'POST /api/admin/activities/:id/stop': {
    summary: 'For good, with a reason that shoppers read; what was reached is given all the same',
    params: IdParams,
    body: Type.Object({ because: Seen(60) }),
    ok: Activity,
  },
  'POST /api/admin/activities/:id/giving': {
    summary: 'What could not be given is tried once more: the budget was raised, the gift is there again',
    params: IdParams,
    ok: Type.Object({ name: Type.String(), rewards: Type.Integer() }),
  },
  'GET /api/admin/activities/:id/result': { params: IdParams, ok: ActivityResult },
  'GET /api/admin/activities/:id/entries': {
    summary: 'Who takes part, the latest first',
    params: IdParams,
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(ActivityEntry),
  },
  'GET /api/admin/activities/:id/teams': {
    summary: 'Teams of a group buy, the latest first',
    params: IdParams,
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
      state: Type.Optional(OneOf(valuesOf(teamState))),
    }),
    ok: Page(ActivityTeam),
  },
  'GET /api/shop/products/:id/teams': {
    summary:
      'What it costs in a group buy that is for her, and the teams that she may join, the one that closes first on top',
    params: Type.Object({ id: Id('prd') }),
    ok: Type.Object({
      offer: Nullable(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          state: State,
          startsAt: Instant(),
          endsAt: Instant(),
          size: Type.Integer(),
          hours: Type.Integer(),
          perOrder: Type.Integer(),
          newOnly: Type.Boolean(),
          goods: TeamGoods,
          waits: Nullable(Waits),
          /** Whether she may begin one. */
          teaming: OneOf(valuesOf(teaming)),
        }),
      ),
      teams: Type.Array(ShopTeam),
      more: Type.Integer(),
    }),
  },
  'GET /api/shop/teams': {
    summary: 'Her teams, the latest first',
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(
      Type.Object({
        ...ShopTeam.properties,
        product: Type.Object({ id: Type.String(), name: Type.String(), image: Nullable(Type.String()) }),
      }),
    ),
  },
  'GET /api/shop/teams/:id': {
    summary: 'A team, for whoever has its link',
    params: TeamId,
    ok: Type.Object({
      ...TeamCard,
      endedAt: Nullable(Instant()),
      activity: Type.Object({ id: Type.String(), name: Type.String(), state: State }),
      product: Type.Object({ id: Type.String(), name: Type.String(), image: Nullable(Type.String()) }),
      goods: TeamGoods,
      perOrder: Type.Integer(),
      seats: Type.Array(
        Type.Object({
          name: Nullable(Type.String()),
          leads: Type.Boolean(),
          hers: Type.Boolean(),
          paid: Type.Boolean(),
          refunded: Type.Boolean(),
        }),
      ),
      mine: Nullable(
        Type.Object({
          orderId: Type.String(),
          state: OneOf(valuesOf(seatState)),
          refunded: Type.Boolean(),
          units: Type.Integer(),
        }),
      ),
      teaming: OneOf(valuesOf(teaming)),
      rules: Type.Array(Bilingual()),
    }),
  },
  'POST /api/shop/teams/:id/leaving': {
    summary:
      'She gives up her paid place while the team is open; her money goes back. A second press is answered like the first',
    params: TeamId,
    ok: Type.Object({ id: Type.String() }),
  },
  'GET /api/shop/activities': {
    summary: 'Those that are shown to her now, warming up or running',
    ok: Type.Object({
      /** `turn`: of a flash sale; null where no session of it is to come. */
      items: Type.Array(Type.Object({ ...ShopActivity.properties, turn: Nullable(FlashTurn) })),
    }),
  },
  'GET /api/shop/activities/:id': {
    summary: 'The page of one; `entry` is whose invitation she opened',
    params: ActivityId,
    query: Type.Object({ entry: Type.Optional(Id('ent')) }),
    ok: Type.Object({
      ...ShopActivity.properties,
      stoppedBecause: Nullable(Type.String()),
      rules: Type.Array(Bilingual()),
      joining: OneOf(valuesOf(joining)),
      waits: Nullable(Waits),
      /** Friends may help in it. */
      friends: Type.Boolean(),
      tiers: Type.Array(ShopTier),
      /** Of a group buy: what may be bought together. */
      goods: Type.Array(
        Type.Object({
          productId: Type.String(),
          name: Type.String(),
          image: Nullable(Type.String()),
          price: Fen(),
          alone: Fen(),
        }),
      ),
      lottery: Nullable(Lottery),
      flash: Nullable(FlashSale),
      bargain: Nullable(Bargain),
      mine: Nullable(
        Type.Object({
          id: Type.String(),
          sum: Type.Integer(),
          said: Bilingual(),
          /** `amount`: what each counted, in the unit of the play. */
          helpers: Type.Array(Type.Object({ name: Nullable(Type.String()), amount: Type.Integer(), at: Instant() })),
        }),
      ),
      friend: Nullable(
        Type.Object({
          id: Type.String(),
          name: Nullable(Type.String()),
          sum: Type.Integer(),
          said: Bilingual(),
          helping: OneOf(valuesOf(helping)),
        }),
      ),
    }),
  },
  'POST /api/shop/activities/:id/entries': {
    summary: 'She takes part; once a member',
    params: ActivityId,
    query: SeenBy,
    ok: Type.Object({ id: Type.String() }),
  },
  'PUT /api/shop/activities/:id/reminder': {
    summary: 'Today takes no more of it: she is told when it goes on; twice is once',
    params: ActivityId,
    ok: Type.Object({ reminded: Type.Boolean() }),
  },
  'DELETE /api/shop/activities/:id/reminder': { params: ActivityId, ok: Type.Object({ reminded: Type.Boolean() }) },
  'POST /api/shop/activities/:id/draws': {
    summary:
      'She draws once, and takes part from then on; `nonce` is a new word of her phone: said again, the answer is the same',
    params: ActivityId,
    query: SeenBy,
    body: Type.Object({ nonce: Type.String({ pattern: '^[A-Za-z0-9_-]{8,40}$' }) }),
    ok: Type.Object({ prize: Nullable(Type.Integer()), n: Type.Integer(), roll: Type.Integer() }),
  },
  'POST /api/shop/activities/:id/chances': {
    summary:
      'One more chance for points, and she takes part from then on; `nonce` is a new word of her phone: said again, it is not paid twice',
    params: ActivityId,
    query: SeenBy,
    body: Type.Object({ nonce: Type.String({ pattern: '^[A-Za-z0-9_-]{8,40}$' }) }),
    /** What she has now, and how many more she may have for points today. */
    ok: Type.Object({ chances: Type.Integer(), left: Type.Integer() }),
  },
  'POST /api/shop/activity-entries/:id/choices': {
    summary: 'Which of the gifts of a tier she would like; until it is given the last word holds',
    params: EntryId,
    body: Type.Object({
      tier: Type.Integer({ minimum: 0, maximum: 4 }),
      gift: Type.Integer({ minimum: 0, maximum: 3 }),
    }),
    ok: Type.Object({ tier: Type.Integer(), gift: Type.Integer() }),
  },
  'POST /api/shop/activity-entries/:id/helps': {
    summary: 'She helps a friend; a second tap of hers is answered like the first',
    params: EntryId,
    query: SeenBy,
    /** `counted`: what this tap added, in the unit of the play. */
    ok: Type.Object({ helping: OneOf(valuesOf(helping)), sum: Type.Integer(), counted: Type.Integer() }),
  },
} as const satisfies Contract;
