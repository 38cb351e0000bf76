import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { giveAllBack } from '../../orders/index.ts';
import { teamFailed } from '../events.ts';
import { findByNo } from '../queries.ts';
import { freePlaces, SEAT, type SeatRow, TEAM, type TeamRow } from './team.ts';

const AT_ONCE = 100;

/** While an order in it may still turn out to be paid, nothing is decided. */
const nobodyPays = sql`not exists (select from activities.seat s where s.team_no = t.no and s.state = 'held')`;

/** Teams that were not completed in time are over, and all that was paid in them is to go back. Nobody is invented to fill them. */
export const closeTeams: Sweep = sweep({
  name: 'activities.close-teams',
  due: sql`(select min(t.closes_at) from activities.team t where t.state = 'open' and ${nobodyPays})`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows: teams } = await sql<TeamRow>`
        with due as (
          select t.no from activities.team t where t.state = 'open' and t.closes_at <= ${ctx.now()} and ${nobodyPays}
          order by t.closes_at limit ${AT_ONCE} for no key update of t skip locked
        )
        update activities.team t set state = 'failed', ended_at = ${ctx.now()} from due where t.no = due.no and t.state = 'open'
        returning ${TEAM}
      `.execute(ctx.db);
      if (teams.length === 0) return 0;
      const { rows: seats } = await sql<SeatRow>`
        update activities.seat s set state = 'failed', refund_at = ${ctx.now()}
        where s.team_no = any(${teams.map(({ no }) => no)}::bigint[]) and s.state = 'paid' returning ${SEAT}
      `.execute(ctx.db);
      await freePlaces(
        ctx,
        seats.map(({ activityNo }) => activityNo),
      );
      await announce(ctx, teams, seats);
      return teams.length;
    }),
});

async function announce(ctx: Ctx, teams: readonly TeamRow[], seats: readonly SeatRow[]): Promise<void> {
  const activities = await findByNo(
    ctx,
    teams.map(({ activityNo }) => activityNo),
  );
  for (const { teamNo, activityNo, memberId, personNo, orderId, tester } of seats) {
    const [team, activity] = [teams.find(({ no }) => no === teamNo), activities.get(activityNo)];
    if (tester || !team || !activity) continue;
    const { id: activityId, name, play } = activity;
    const payload = { memberId, activityId, name, play, teamId: team.id, orderId, size: team.size };
    ctx.emit(teamFailed, { personNo, payload });
  }
}

/**
 * Each order of a team that failed goes back by itself: one that cannot now keeps nobody else waiting, and is tried again. That none goes
 * back twice is the order's own to see to, whose units and fen are held by the first refund.
 */
export const refundTeams: Sweep = sweep({
  name: 'activities.team-refunds',
  due: sql`(select min(refund_at) from activities.seat where refund_at is not null)`,
  async run(ctx) {
    const { rows } = await sql<{ orderId: string }>`
      with due as (
        select order_id from activities.seat where refund_at <= ${ctx.now()} order by refund_at limit ${AT_ONCE} for no key update skip locked
      )
      update activities.seat s set refund_at = ${new Date(ctx.now().getTime() + 5 * MINUTE_MS)} from due where s.order_id = due.order_id
      returning s.order_id
    `.execute(ctx.db);
    for (const { orderId } of rows) await giveBack(ctx, orderId);
    return rows.length;
  },
});

async function giveBack(ctx: Ctx, orderId: string): Promise<void> {
  try {
    await inTransaction(ctx, async (ctx) => {
      await giveAllBack(
        ctx,
        orderId,
        words('拼团没有拼成，自动退款', 'The team was not completed: your money goes back'),
      );
      await sql`update activities.seat set refund_at = null where order_id = ${orderId}`.execute(ctx.db);
    });
  } catch (error) {
    ctx.log.error({ err: error, orderId }, 'an order of a failed team could not be given back yet');
  }
}
