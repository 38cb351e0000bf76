import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { takeTurn } from '../../../platform/turn.ts';
import { haveBought } from '../../orders/index.ts';
import type { Claim, OfferSource } from '../../pricing/index.ts';
import type { ActivityRow } from '../activity.ts';
import { leftToday } from '../capacity/capacity.ts';
import { activityErrors } from '../errors.ts';
import { findProductsOfSkus } from '../goods.ts';
import { meet } from '../met.ts';
import type { TeamTerms } from '../play.ts';
import { findActivities, findTerms } from '../queries.ts';
import { holdTeams, isTaken, type SeatRow, seatsOf, TEAM, type TeamRow, teamHold, teamTermsOf } from './team.ts';
import { judgeTeaming, refusalOf, seatsOfPersons } from './teaming.ts';

type Outcomes = Awaited<ReturnType<NonNullable<OfferSource['claim']>>>;
type Team = Pick<TeamRow, 'id' | 'activityNo' | 'version' | 'productId' | 'size' | 'state' | 'closesAt'>;
type Taken = Pick<SeatRow, 'orderId' | 'seat' | 'personNo' | 'memberId' | 'tester' | 'units'>;

/**
 * A place for each of these orders, in the order in which they came. Persons, then teams, then activities are held, so who comes at one
 * moment is decided one after the other: of two who want the last place the second is refused before she pays anything.
 */
export async function claimSeats(ctx: Ctx, claims: readonly Claim[]): Promise<Outcomes> {
  const room = await readRoom(ctx, claims);
  const outcomes = claims.map((claim): Outcomes[number] => {
    const { orderId, offerId } = claim;
    const got = take(ctx, room, claim);
    if (got instanceof Error) return { orderId, offerId, outcome: 'refused', error: got };
    const waits = { ...teamHold, until: got.closesAt, team: got.id, payBy: got.closesAt };
    return { orderId, offerId, outcome: 'claimed', waits };
  });
  await write(ctx, room);
  return outcomes;
}

/** `before`: how many of its places were taken when this began. */
type Home = { readonly team: Team; readonly seats: Taken[]; readonly before: number };
type Room = Awaited<ReturnType<typeof readRoom>>;

/** All that decides, held. */
async function readRoom(ctx: Ctx, claims: readonly Claim[]) {
  const known = await findActivities(
    ctx,
    claims.map(({ offerId }) => offerId),
  );
  const numberOf = ({ offerId }: Claim) => known.get(offerId)?.no ?? 0;
  await takeTurn(ctx, ...new Set(claims.map((one) => `activities.team ${numberOf(one)} ${one.personNo}`)));
  const teams = await holdTeams(ctx, await numbersOf(ctx, claims));
  const activities = await holdActivities(ctx, [...known.values()]);
  const today = new Map<string, number | null>();
  for (const one of activities.values()) today.set(one.id, await leftToday(ctx, one));
  const seats = (await seatsOf(ctx, numbers(teams))).filter(isTaken);
  const hers = await seatsOfPersons(ctx, claims, numbers([...known.values()]));
  const versions = [...teams, ...[...activities.values()].map(({ no, version }) => ({ activityNo: no, version }))];
  const terms = await findTerms(ctx, versions);
  const armOf = await meet(
    ctx,
    claims.flatMap(({ memberId, personNo, offerId }) => {
      const activity = activities.get(offerId);
      return activity ? [{ memberId, personNo, activity }] : [];
    }),
  );
  return {
    activities,
    today,
    terms: (activity: ActivityRow, version: number) => teamTermsOf(activity, terms(activity.no, version).own),
    armOf,
    products: await findProductsOfSkus(
      ctx,
      claims.flatMap(({ pieces }) => pieces.map(({ skuId }) => skuId)),
    ),
    bought: await haveBought(
      ctx,
      claims.map(({ memberId }) => memberId),
    ),
    teams: new Map<string, Home>(
      teams.map((team) => {
        const taken = seats.filter(({ teamNo }) => teamNo === team.no);
        return [team.id, { team, seats: [...taken], before: taken.length }];
      }),
    ),
    hers: hers.map(({ personNo, activityNo }) => ({ personNo, activityNo })),
    placed: new Map<string, number>(),
  };
}

const numbers = (rows: readonly { readonly no: number }[]): number[] => rows.map(({ no }) => no);

async function numbersOf(ctx: Ctx, claims: readonly Claim[]): Promise<readonly number[]> {
  const ids = claims.flatMap(({ play }) => play?.team ?? []);
  const { rows } = await sql<TeamRow>`select ${TEAM} from activities.team t where t.id = any(${ids}::text[])`.execute(
    ctx.db,
  );
  return rows.map(({ no }) => no);
}

/** With their places as they are now. */
async function holdActivities(ctx: Ctx, known: readonly ActivityRow[]): Promise<Map<string, ActivityRow>> {
  await sql`
    select from activities.activity where no = any(${known.map(({ no }) => no)}::int[]) order by no for no key update
  `.execute(ctx.db);
  return findActivities(
    ctx,
    known.map(({ id }) => id),
  );
}

/** Decided in memory, each knowing what those before her took. */
function take(ctx: Ctx, room: Room, claim: Claim): Team | DomainError {
  const { offerId, orderId, personNo, memberId, pieces, play } = claim;
  const activity = room.activities.get(offerId);
  const [piece] = pieces;
  if (activity === undefined || piece === undefined) return activityErrors.error('not_found');
  const joined = play?.team === undefined ? null : room.teams.get(play.team);
  if (joined === undefined) return activityErrors.error('no_such_team');
  const version = joined?.team.version ?? activity.version;
  const terms = room.terms(activity, version);
  if (terms === null) return activityErrors.error('not_found');
  const { treated, tester } = room.armOf(personNo, activity.no);
  const mine = room.hers.filter((one) => one.personNo === personNo && one.activityNo === activity.no).length;
  const teaming = judgeTeaming({
    now: ctx.now(),
    activity: { ...activity, taken: activity.taken + (room.placed.get(activity.id) ?? 0) },
    team: joined?.team ?? null,
    terms,
    taken: joined?.seats.length ?? 0,
    hersInIt: joined?.seats.some((one) => one.personNo === personNo) ?? false,
    forHer: joined !== null || treated,
    hers: mine,
    bought: mine > 0 || room.bought.has(memberId),
    today: room.today.get(activity.id) ?? null,
  });
  if (teaming !== 'can') return refusalOf(teaming);
  const productId = room.products.get(piece.skuId) ?? '';
  const home = joined ?? begin(room, activity, { version, terms, productId });
  const seat = freeSeat(home.seats);
  home.seats.push({ orderId, seat, personNo, memberId, tester, units: piece.quantity });
  room.hers.push({ personNo, activityNo: activity.no });
  room.placed.set(activity.id, (room.placed.get(activity.id) ?? 0) + 1);
  return home.team;
}

type Begun = { readonly version: number; readonly terms: TeamTerms; readonly productId: string };

function begin(room: Room, activity: ActivityRow, { version, terms: { size }, productId }: Begun) {
  const team: Team = {
    id: newId('tem'),
    activityNo: activity.no,
    version,
    productId,
    size,
    state: 'held',
    closesAt: null,
  };
  const home: Home = { team, seats: [], before: 0 };
  const left = room.today.get(activity.id) ?? null;
  if (left !== null) room.today.set(activity.id, left - size);
  room.teams.set(team.id, home);
  return home;
}

/** The lowest that nobody has. */
function freeSeat(seats: readonly Pick<Taken, 'seat'>[]): number {
  const taken = new Set(seats.map(({ seat }) => seat));
  let seat = 1;
  while (taken.has(seat)) seat += 1;
  return seat;
}

async function write(ctx: Ctx, { teams, activities, placed }: Room): Promise<void> {
  const all = [...teams.values()];
  const fresh = all.filter(({ before, seats }) => before === 0 && seats.length > 0).map(({ team }) => team);
  const seats = all.flatMap(({ team, seats: taken, before }) =>
    taken.slice(before).map((one) => ({
      order_id: one.orderId,
      team_id: team.id,
      seat: one.seat,
      person_no: one.personNo,
      member_id: one.memberId,
      tester: one.tester,
      units: one.units,
    })),
  );
  if (seats.length === 0) return;
  await sql`
    insert into activities.team (id, activity_no, version, product_id, size, state, begun_at)
    select id, "activityNo", version, "productId", size, 'held', ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(fresh.filter(({ state }) => state === 'held'))}::jsonb)
      as n (id text, "activityNo" int, version int, "productId" text, size int)
    on conflict (id) do nothing
  `.execute(ctx.db);
  await sql`
    insert into activities.seat (order_id, team_no, seat, size, activity_no, person_no, member_id, tester, units, state, taken_at)
    select n.order_id, t.no, n.seat, t.size, t.activity_no, n.person_no, n.member_id, n.tester, n.units, 'held', ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb)
      as n (order_id text, team_id text, seat int, person_no int, member_id text, tester boolean, units int)
    join activities.team t on t.id = n.team_id
  `.execute(ctx.db);
  const taken = [...placed].map(([id, n]) => ({ no: activities.get(id)?.no, n }));
  await sql`
    update activities.activity a set taken = a.taken + n.n from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as n (no int, n int)
    where a.no = n.no
  `.execute(ctx.db);
}
