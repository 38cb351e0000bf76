import type { TrialTold } from '@huoshui/contracts/trial';
import type { verdictReason } from '@huoshui/contracts/words/messaging';
import { sql } from 'kysely';
import { connectDatabase, type Db } from '../../platform/db.ts';

/** What a world came to: by persona in the order of the plan, in all, by day; fen. */
export type WorldFigures = {
  readonly orders: readonly number[];
  readonly revenue: readonly number[];
  readonly couponMoney: number;
  readonly ordersByDay: readonly number[];
  /** Of the journey that was rehearsed; null in the world without it. */
  readonly journey: JourneyFigures | null;
};

type Suppressed = { readonly reason: keyof typeof verdictReason; readonly count: number };

export type JourneyFigures = {
  readonly entered: number;
  readonly heldOut: number;
  readonly parked: number;
  readonly coupons: number;
  readonly couponsUsed: number;
  readonly couponMoney: number;
  readonly couponsLeft: number;
  readonly couponsOpen: number;
  readonly points: number;
  readonly pointsMoney: number;
  readonly otherMoney: number;
  readonly messages: number;
  readonly messageMoney: number;
  readonly opened: number;
  readonly todos: number;
  readonly messagesByDay: readonly number[];
  readonly messagesByHour: readonly number[];
  readonly todosByDay: readonly number[];
  readonly suppressed: readonly Suppressed[];
  /** What points, other benefits and messages of the journey cost, by persona; with `couponsOf`, what used coupons took off, all of it. */
  readonly spentOn: readonly number[];
  readonly couponsOf: readonly number[];
  readonly messagesOf: readonly number[];
};

/** Read a world out of its own books, once it has stopped. */
export async function readWorld(url: string, told: TrialTold, days: number): Promise<WorldFigures> {
  const database = connectDatabase(url, 2);
  try {
    return await read(database.db, told, days);
  } finally {
    await database.close();
  }
}

async function read(db: Db, { members, journeyId, from }: TrialTold, days: number): Promise<WorldFigures> {
  const since = new Date(from);
  const bought = await sql<{ memberId: string; orders: number; revenue: number }>`
    select member_id, count(*) filter (where state <> 'refunded') as orders, sum(paid - refunded) as revenue
    from orders.placed where paid_at >= ${since} and source = 'shop' group by 1
  `.execute(db);
  const byDay = await sql<{ day: number; count: number }>`
    select ${dayOf('paid_at', since)} as day, count(*) as count from orders.placed
    where paid_at >= ${since} and source = 'shop' and state <> 'refunded' group by 1
  `.execute(db);
  const coupons = await sql<{ amount: number }>`
    select coalesce(sum(a.amount), 0)::bigint as amount from orders.application a join orders.placed o on o.id = a.order_id
    where a.source = 'coupons' and o.paid_at >= ${since} and o.source = 'shop' and o.state <> 'refunded'
  `.execute(db);
  const ofHers = new Map(bought.rows.map((row) => [row.memberId, row]));
  const each = members.map((id) => (id === null ? undefined : ofHers.get(id)));
  return {
    orders: each.map((row) => row?.orders ?? 0),
    revenue: each.map((row) => row?.revenue ?? 0),
    couponMoney: coupons.rows[0]?.amount ?? 0,
    ordersByDay: spread(byDay.rows, days),
    journey: journeyId === null ? null : await readJourney(db, { members, journeyId, since, days }),
  };
}

type Asked = {
  readonly members: TrialTold['members'];
  readonly journeyId: string;
  readonly since: Date;
  readonly days: number;
};

async function readJourney(db: Db, { members, journeyId, since, days }: Asked): Promise<JourneyFigures> {
  const runs = await sql<{ entered: number; heldOut: number; parked: number }>`
    select count(*) as entered, count(*) filter (where not r.treated) as held_out, count(*) filter (where r.state = 'parked') as parked
    from journeys.run r join journeys.journey j on j.no = r.journey_no where j.id = ${journeyId}
  `.execute(db);
  const grants = await sql<{
    memberId: string;
    kind: string;
    state: string;
    count: number;
    cost: number;
    points: number;
  }>`
    select member_id, kind, state, count(*) as count, sum(coalesce(actual_cost, cost))::bigint as cost,
      coalesce(sum((item->>'points')::int) filter (where kind = 'points'), 0)::bigint as points
    from benefits.grant where because_kind = 'journey' and because_id = ${journeyId} group by 1, 2, 3
  `.execute(db);
  const messages = await sql<{
    memberId: string;
    day: number;
    hour: number;
    count: number;
    cost: number;
    opened: number;
  }>`
    select member_id, ${dayOf('sent_at', since)} as day, extract(hour from sent_at at time zone 'Asia/Shanghai')::int as hour,
      count(*) as count, sum(cost)::bigint as cost, count(opened_at) as opened
    from messaging.outbound where cause_kind = 'journey' and cause_id = ${journeyId} and sent_at is not null group by 1, 2, 3
  `.execute(db);
  const suppressed = await sql<Suppressed>`
    select reason, count(*) as count from messaging.outbound
    where cause_kind = 'journey' and cause_id = ${journeyId} and verdict = 'suppress' and reason is not null group by 1 order by 2 desc, 1
  `.execute(db);
  const todos = await sql<{ day: number; count: number }>`
    select ${dayOf('created_at', since)} as day, count(*) as count from todos.todo where cause_id = ${journeyId} group by 1
  `.execute(db);
  const stands = grants.rows.filter(({ state }) => state === 'granted' || state === 'used');
  const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
  const of = (kind: string, state?: string) =>
    stands.filter((row) => row.kind === kind && (state === undefined || row.state === state));
  const byPersona = (rows: readonly { readonly memberId: string; readonly value: number }[]) => {
    const sums = new Map<string, number>();
    for (const { memberId, value } of rows) sums.set(memberId, (sums.get(memberId) ?? 0) + value);
    return members.map((id) => (id === null ? 0 : (sums.get(id) ?? 0)));
  };
  const costs = (rows: readonly { readonly memberId: string; readonly cost: number }[]) =>
    rows.map(({ memberId, cost }) => ({ memberId, value: cost }));
  const [{ entered, heldOut, parked } = { entered: 0, heldOut: 0, parked: 0 }] = runs.rows;
  return {
    ...{ entered, heldOut, parked },
    coupons: sum(
      grants.rows.filter(({ kind }) => kind === 'coupon'),
      ({ count }) => count,
    ),
    couponsUsed: sum(of('coupon', 'used'), ({ count }) => count),
    couponMoney: sum(of('coupon', 'used'), ({ cost }) => cost),
    couponsLeft: sum(of('coupon', 'granted'), ({ count }) => count),
    couponsOpen: sum(of('coupon', 'granted'), ({ cost }) => cost),
    points: sum(of('points'), ({ points }) => points),
    pointsMoney: sum(of('points'), ({ cost }) => cost),
    otherMoney: sum(
      stands.filter(({ kind }) => kind !== 'coupon' && kind !== 'points'),
      ({ cost }) => cost,
    ),
    messages: sum(messages.rows, ({ count }) => count),
    messageMoney: sum(messages.rows, ({ cost }) => cost),
    opened: sum(messages.rows, ({ opened }) => opened),
    todos: sum(todos.rows, ({ count }) => count),
    messagesByDay: spread(messages.rows, days),
    messagesByHour: spread(
      messages.rows.map(({ hour, count }) => ({ day: hour, count })),
      24,
    ),
    todosByDay: spread(todos.rows, days),
    suppressed: suppressed.rows,
    spentOn: byPersona(costs([...stands.filter(({ kind }) => kind !== 'coupon'), ...messages.rows])),
    couponsOf: byPersona(costs(of('coupon', 'used'))),
    messagesOf: byPersona(messages.rows.map(({ memberId, count }) => ({ memberId, value: count }))),
  };
}

/** The how-manieth day, the first is 0; `since` is a midnight of Shanghai. */
const dayOf = (column: string, since: Date) =>
  sql`floor(extract(epoch from ${sql.raw(column)} - ${since}::timestamptz) / 86400)::int`;

function spread(rows: readonly { readonly day: number; readonly count: number }[], places: number): number[] {
  const counts = Array.from({ length: places }, () => 0);
  for (const { day, count } of rows) {
    // What came in before the first morning is of the first day.
    const at = Math.min(places - 1, Math.max(0, day));
    counts[at] = (counts[at] ?? 0) + count;
  }
  return counts;
}
