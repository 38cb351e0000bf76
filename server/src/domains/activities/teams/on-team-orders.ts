import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { orderPaid, orderRefunded } from '../../orders/events.ts';
import { heldOrders } from '../../orders/index.ts';
import type { ActivityRow } from '../activity.ts';
import { entriesOfMany, holdEntries, join } from '../entries.ts';
import { teamCompleted } from '../events.ts';
import { findByNo, findTerms } from '../queries.ts';
import { countLed, countLedAgain } from './led.ts';
import {
  dissolveEmpty,
  freePlaces,
  holdTeams,
  isTaken,
  leaderOf,
  type SeatRow,
  seatsOf,
  TEAM,
  type TeamRow,
  teamHold,
  teamTermsOf,
} from './team.ts';

const HOUR_MS = 3_600_000;

type Money = { readonly key: string; readonly orderId: string; readonly fen: number; readonly at: Date };
type Back = { readonly orderId: string; readonly refundId: string; readonly at: Date };

/** What was paid takes its place for good, and completes its team or not; what went back frees it, as long as the team is open. */
export function onTeamOrders(kinds: BenefitKinds): Listener {
  return listener({
    name: 'activities.on-team-orders',
    on: [orderPaid, orderRefunded],
    batch: 500,
    async handle(ctx, facts) {
      const paid = facts.flatMap((told): Money[] => {
        const order = payloadOf(orderPaid, told);
        if (order === null) return [];
        return [{ key: `paid:${order.orderId}`, orderId: order.orderId, fen: order.amount, at: told.occurredAt }];
      });
      const backs = facts.flatMap((told) => {
        const refund = payloadOf(orderRefunded, told);
        return refund === null ? [] : [{ ...refund, at: told.occurredAt }];
      });
      const returned = backs.map(
        ({ orderId, refundId, amount, at }): Money => ({ key: `refund:${refundId}`, orderId, fen: -amount, at }),
      );
      const teamNos = await bookMoney(ctx, [...paid, ...returned]);
      if (teamNos.length === 0) return;
      await holdTeams(ctx, teamNos);
      await holdWhoIsIn(ctx, teamNos);
      await confirm(ctx, kinds, paid);
      await giveUp(
        ctx,
        kinds,
        backs.filter(({ whole }) => whole),
      );
    },
  });
}

/** Whoever may lead one of these: together and in one order, so that nobody who counts orders of theirs waits in a circle. */
async function holdWhoIsIn(ctx: Ctx, teamNos: readonly number[]): Promise<void> {
  const entries = await entriesOfMany(ctx, await seatsOf(ctx, teamNos));
  await holdEntries(
    ctx,
    [...entries.values()].map(({ no }) => no),
  );
}

/** Of orders in teams, each once. Answers the teams that these facts concern, told before or not. */
async function bookMoney(ctx: Ctx, money: readonly Money[]): Promise<readonly number[]> {
  const { rows } = await sql<{ teamNo: number }>`
    with told as (
      select * from unnest(${money.map(({ key }) => key)}::text[], ${money.map(({ orderId }) => orderId)}::text[],
        ${money.map(({ fen }) => fen)}::int[], ${money.map(({ at }) => at)}::timestamptz[]) as n (key, order_id, fen, at)
    ), booked as (
      insert into activities.seat_money (key, order_id, fen, at)
      select key, order_id, fen, at from told join activities.seat using (order_id) on conflict (key) do nothing
    )
    select distinct s.team_no from activities.seat s join told using (order_id)
  `.execute(ctx.db);
  return rows.map(({ teamNo }) => teamNo);
}

/** Held places become paid ones. The first of a team opens it; the last completes it. The teams are held. */
async function confirm(ctx: Ctx, kinds: BenefitKinds, paid: readonly Money[]): Promise<void> {
  const { rows: fresh } = await sql<SeatRow>`
    update activities.seat s set state = 'paid', paid_at = p.at
    from unnest(${paid.map(({ orderId }) => orderId)}::text[], ${paid.map(({ at }) => at)}::timestamptz[]) as p (order_id, at)
    where s.order_id = p.order_id and s.state = 'held'
    returning s.order_id, s.team_no, s.activity_no, s.person_no, s.member_id, s.tester, s.paid_at
  `.execute(ctx.db);
  if (fresh.length === 0) return;
  const teamNos = [...new Set(fresh.map(({ teamNo }) => teamNo))];
  const { rows: teams } = await sql<TeamRow>`
    select ${TEAM} from activities.team t where t.no = any(${teamNos}::bigint[]) order by t.no
  `.execute(ctx.db);
  const activities = await findByNo(
    ctx,
    teams.map(({ activityNo }) => activityNo),
  );
  await enter(ctx, activities, fresh);
  await open(
    ctx,
    activities,
    teams.filter(({ state }) => state === 'held'),
    fresh,
  );
  const seats = await seatsOf(ctx, teamNos);
  const full = teams.filter(
    (team) => seats.filter(({ teamNo, state }) => teamNo === team.no && state === 'paid').length === team.size,
  );
  await complete(ctx, kinds, activities, full, seats);
}

type Activities = ReadonlyMap<number, ActivityRow>;

/** She takes part from her first payment on; places were taken with the order. */
async function enter(ctx: Ctx, activities: Activities, fresh: readonly SeatRow[]): Promise<void> {
  await join(
    ctx,
    fresh.flatMap(({ activityNo, memberId, personNo, tester, paidAt }) => {
      const activity = activities.get(activityNo);
      return activity
        ? [{ memberId, personNo, tester, activity: { ...activity, places: null }, at: paidAt ?? ctx.now() }]
        : [];
    }),
  );
}

/** Its hours begin with the first payment. */
async function open(
  ctx: Ctx,
  activities: Activities,
  teams: readonly TeamRow[],
  fresh: readonly SeatRow[],
): Promise<void> {
  if (teams.length === 0) return;
  const terms = await findTerms(ctx, teams);
  for (const team of teams) {
    const activity = activities.get(team.activityNo);
    const first = fresh.find(({ teamNo }) => teamNo === team.no);
    const hours = activity && teamTermsOf(activity, terms(team.activityNo, team.version).own)?.hours;
    if (first === undefined || hours === undefined) continue;
    const closesAt = new Date((first.paidAt ?? ctx.now()).getTime() + hours * HOUR_MS);
    await sql`
      update activities.team set state = 'open', closes_at = ${closesAt} where no = ${team.no} and state = 'held'
    `.execute(ctx.db);
    await heldOrders.until(ctx, [first.orderId], teamHold.by, closesAt);
  }
}

async function complete(
  ctx: Ctx,
  kinds: BenefitKinds,
  activities: Activities,
  teams: readonly TeamRow[],
  seats: readonly SeatRow[],
): Promise<void> {
  if (teams.length === 0) return;
  const led = teams.flatMap((team) => {
    const hers = seats.filter(({ teamNo, state }) => teamNo === team.no && state === 'paid');
    const leader = leaderOf(hers);
    const activity = activities.get(team.activityNo);
    return leader && activity ? [{ team, activity, leader, seats: hers }] : [];
  });
  await sql`
    update activities.team t set state = 'full', ended_at = ${ctx.now()}, led_by = n.led_by
    from unnest(${led.map(({ team }) => team.no)}::bigint[], ${led.map(({ leader }) => leader.orderId)}::text[]) as n (no, led_by)
    where t.no = n.no and t.state = 'open'
  `.execute(ctx.db);
  await heldOrders.release(
    ctx,
    led.flatMap((one) => one.seats.map(({ orderId }) => orderId)),
    teamHold.by,
    words('拼团成功，准备发货', 'The team is complete: it is being packed'),
  );
  await countLed(ctx, kinds, led);
  for (const { team, activity, leader, seats: hers } of led)
    for (const { memberId, personNo, orderId, tester } of hers) {
      if (tester) continue;
      const { id: activityId, name, play } = activity;
      const payload = { memberId, activityId, name, play, teamId: team.id, orderId, size: team.size };
      ctx.emit(teamCompleted, { personNo, payload: { ...payload, leads: orderId === leader.orderId } });
    }
}

/** Nothing is left of these orders. In an open team the place is free again; of a complete one she is no part any more, and it may count no more for who led it. */
async function giveUp(ctx: Ctx, kinds: BenefitKinds, backs: readonly Back[]): Promise<void> {
  if (backs.length === 0) return;
  const { rows } = await sql<SeatRow & { readonly before: SeatRow['state']; readonly teamState: TeamRow['state'] }>`
    with before as (
      select s.order_id, s.state, t.state as team_state from activities.seat s join activities.team t on t.no = s.team_no
      where s.order_id = any(${backs.map(({ orderId }) => orderId)}::text[]) and s.refunded_at is null
    )
    update activities.seat s set refunded_at = ${ctx.now()},
      state = case when s.state = 'paid' and b.team_state = 'open' then 'left' else s.state end
    from before b where s.order_id = b.order_id
    returning s.order_id, s.team_no, s.activity_no, s.person_no, b.state as before, b.team_state
  `.execute(ctx.db);
  const left = rows.filter(({ before, teamState }) => before === 'paid' && teamState === 'open');
  await freePlaces(
    ctx,
    left.map(({ activityNo }) => activityNo),
  );
  await dissolveEmpty(
    ctx,
    left.map(({ teamNo }) => teamNo),
  );
  const full = rows.filter(({ before, teamState }) => isTaken({ state: before }) && teamState === 'full');
  for (const { orderId, teamNo } of full) {
    const back = backs.find((one) => one.orderId === orderId);
    if (back !== undefined) await countLedAgain(ctx, kinds, teamNo, back);
  }
}
