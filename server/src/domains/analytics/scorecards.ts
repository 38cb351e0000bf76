import type { RouteOut } from '@huoshui/contracts/contract';
import { scorecardContract } from '@huoshui/contracts/scorecards';
import { valuesOf } from '@huoshui/contracts/words';
import { scorecardKind } from '@huoshui/contracts/words/scorecards';
import { bought, extraOf } from '../../platform/arms.ts';
import { DAY_MS, MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { personsAmong } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, runQuery } from '../../platform/event-store/query.ts';
import { heavy } from '../../platform/http/heavy.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { atName, type Route, route } from '../../platform/routes.ts';
import { type Bought, type Played, type Scorecards, type Since, sumOf } from '../../platform/scorecard.ts';
import { uplift, upliftText, weightOf } from '../../platform/uplift.ts';
import { purchases } from './purchases.ts';

type Card = RouteOut<(typeof scorecardContract)['GET /api/admin/scorecards/:name']>;

/** A link opens the shop and its page in one go; slow phones and a phone number in between are within this. */
const ONE_VISIT_MS = 30 * MINUTE_MS;

/** What each kind is read under. */
const reads = {
  activity: 'activities.read',
  quiz: 'activities.read',
  member_day: 'loyalty.read',
  pay_coupon: 'coupons.read',
  distribution: 'distribution.read',
  leaders: 'leaders.read',
} as const satisfies Readonly<Record<keyof typeof scorecardKind, Scorecards['can']>>;

/** The figures of any play, at the address of its kind and under its permission. */
export const scorecardRoutes = (of: () => readonly Scorecards[]): readonly Route[] =>
  valuesOf(scorecardKind).map((kind) =>
    heavy(
      atName(
        route(scorecardContract, 'GET /api/admin/scorecards/:name', { can: reads[kind] }, async (ctx, { query }) => {
          const one = of().find((known) => known.kind === kind);
          if (one === undefined) throw platformErrors.error('not_found');
          return { ...(await cardOf(ctx, await one.read(ctx, query.id))), kind };
        }),
        kind,
      ),
    ),
  );

async function cardOf(ctx: Ctx, played: Played): Promise<Omit<Card, 'kind'>> {
  const { joined, came, days, costs, compared, newcomers, orders, who } = played;
  const people = earliest([...joined, ...came]);
  const cost = sumOf(costs);
  const [firstOrders, newMembers, sold] = [
    await countFirstOrders(ctx, people, days),
    newcomers === null ? null : await countNewMembers(ctx, newcomers),
    'bought' in orders ? orders.bought : await soldOf(ctx, orders),
  ];
  return {
    asOf: ctx.now().toISOString(),
    ...{ seen: played.seen, heldOut: played.heldOut, joined: new Set(joined.map(({ personNo }) => personNo)).size },
    ...{ newMembers, firstOrders, ...sold, cost, costs: byKind(costs) },
    cac: firstOrders === 0 ? null : Math.round(cost / firstOrders),
    ...upliftOf(compared),
    counted: played.counted,
    who: { seen: who?.seen ?? null, heldOut: who?.heldOut ?? null, joined: who?.joined ?? null },
  };
}

function byKind(costs: Played['costs']): Card['costs'] {
  const sums = new Map<Card['costs'][number]['kind'], number>();
  for (const { kind, fen } of costs) sums.set(kind, (sums.get(kind) ?? 0) + fen);
  return [...sums]
    .map(([kind, fen]) => ({ kind, fen }))
    .filter(({ fen }) => fen !== 0)
    .toSorted((a, b) => b.fen - a.fen);
}

function upliftOf(compared: Played['compared']): Pick<Card, 'uplift' | 'noUplift'> {
  if (typeof compared === 'string') return { uplift: null, noUplift: compared };
  const { cost } = compared;
  const strata = compared.strata.filter((stratum) => weightOf(stratum) > 0);
  const found = uplift(strata.map(({ treated, holdout }) => ({ treated: bought(treated), holdout: bought(holdout) })));
  if (found.verdict === 'too_few') return { uplift: null, noUplift: 'too_few' };
  // Where nobody bought, no sum says how far sums may lie apart.
  const some = strata.some(({ treated, holdout }) => treated.buyers + holdout.buyers > 0);
  const extra = some ? extraOf(strata, cost) : null;
  return {
    uplift: {
      ...found,
      ...{ text: upliftText(found), revenue: extra?.revenue ?? null, returnOnCost: extra?.returnOnCost ?? null },
    },
    noUplift: null,
  };
}

/** Each person once, from the first time on. */
function earliest(told: readonly Since[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const { personNo, at } of told)
    first.set(personNo, Math.min(at.getTime(), first.get(personNo) ?? Number.POSITIVE_INFINITY));
  return first;
}

const isAmong = (persons: Iterable<number>): Piece =>
  piece`bitmapContains(${personsAmong(persons).bitmap}, toUInt32(person_no))`;

/** Whose first order of all that stayed was paid from then on. */
async function countFirstOrders(ctx: Ctx, people: ReadonlyMap<number, number>, days: number | null): Promise<number> {
  if (people.size === 0) return 0;
  const since = new Date(Math.min(...people.values()));
  const rows = await runQuery<{ who: number; ms: number }>(
    ctx,
    piece`SELECT person_no AS who, toUnixTimestamp64Milli(min(paid_at)) AS ms FROM (${purchases(ctx.now(), { whom: isAmong(people.keys()) })})
      WHERE counts GROUP BY person_no HAVING min(paid_at) >= ${bound(INSTANT, since)}`,
  );
  return rows.filter(({ who, ms }) => {
    const from = people.get(Number(who)) ?? Number.POSITIVE_INFINITY;
    return Number(ms) >= from && (days === null || Number(ms) < from + days * DAY_MS);
  }).length;
}

async function countNewMembers(ctx: Ctx, { visit, known }: NonNullable<Played['newcomers']>): Promise<number> {
  const people = earliest(visit);
  if (people.size === 0) return new Set(known).size;
  const since = new Date(Math.min(...people.values()) - ONE_VISIT_MS);
  const rows = await runQuery<{ who: number; ms: number }>(
    ctx,
    piece`SELECT person_no AS who, toUnixTimestamp64Milli(min(ts)) AS ms FROM history AS events
      WHERE name = 'member.joined' AND source != 'sdk' AND ${isAmong(people.keys())}
      GROUP BY person_no HAVING min(ts) >= ${bound(INSTANT, since)}`,
  );
  const came = rows.filter(({ who, ms }) => Number(ms) > (people.get(Number(who)) ?? 0) - ONE_VISIT_MS);
  return new Set([...known, ...came.map(({ who }) => Number(who))]).size;
}

type Which = Exclude<Played['orders'], { readonly bought: Bought }>;

async function soldOf(ctx: Ctx, which: Which): Promise<Bought> {
  const all = 'ids' in which ? ordersIn(ctx, which.ids) : ordersOf(ctx, which);
  if (all === null) return { buyers: 0, orders: 0, revenue: 0 };
  const row = await runOne<Bought>(
    ctx,
    piece`SELECT uniqExactIf(person_no, counts) AS buyers, countIf(counts) AS orders, sum(spent) AS revenue FROM (${all})`,
  );
  return { buyers: Number(row?.buyers ?? 0), orders: Number(row?.orders ?? 0), revenue: Number(row?.revenue ?? 0) };
}

function ordersIn(ctx: Ctx, ids: readonly string[]): Piece | null {
  const known = ids.filter((id) => /^[a-z0-9_]+$/i.test(id));
  if (known.length === 0) return null;
  // One literal, whatever its length.
  return piece`SELECT * FROM (${purchases(ctx.now())}) WHERE order_id IN (SELECT arrayJoin(splitByChar(',', '${known.join(',')}')))`;
}

function ordersOf(ctx: Ctx, { of, days }: Extract<Which, { readonly days: number }>): Piece | null {
  const people = earliest(of);
  if (people.size === 0) return null;
  const among = (values: Iterable<number>, type: string) =>
    `arrayMap(n -> to${type}(n), splitByChar(',', '${[...values].join(',')}'))`;
  const from = `transform(toUInt32(person_no), ${among(people.keys(), 'UInt32')}, ${among(people.values(), 'Int64')}, toInt64(0))`;
  return piece`SELECT *, ${from} AS from_ms, toUnixTimestamp64Milli(paid_at) AS paid_ms
    FROM (${purchases(ctx.now(), { whom: isAmong(people.keys()) })})
    WHERE paid_ms >= from_ms AND paid_ms < from_ms + ${days * DAY_MS}`;
}
