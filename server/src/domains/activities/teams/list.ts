import type { ActivityTeam } from '@huoshui/contracts/activity-teams';
import type { TeamState } from '@huoshui/contracts/words/activities';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { findProducts } from '../../catalog/index.ts';
import { findMembers } from '../../members/index.ts';
import { readActivity } from '../change-activity.ts';
import { leaderOf, type SeatRow, seatsOf, TEAM, type TeamRow } from './team.ts';

type Team = Static<typeof ActivityTeam>;
type Asked = {
  readonly state?: TeamState | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** Teams of a group buy, the latest first, with every place and what became of its money. Throws `activities.not_found`. */
export async function listTeams(ctx: Ctx, id: string, { state, cursor, limit = 20 }: Asked) {
  const { no } = await readActivity(ctx, id);
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const { rows } = await sql<TeamRow>`
    select ${TEAM} from activities.team t where t.activity_no = ${no} and (${state ?? null}::text is null or t.state = ${state ?? null})
      and (${after}::bigint is null or t.no < ${after}) order by t.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const seats = await seatsOf(
    ctx,
    rows.map((row) => row.no),
  );
  const [members, products, money] = [
    await findMembers(
      ctx,
      seats.map(({ memberId }) => memberId),
    ),
    await findProducts(
      ctx,
      rows.map(({ productId }) => productId),
    ),
    await moneyOf(ctx, seats),
  ];
  const nameOf = (memberId: string) => members.get(memberId)?.nickname ?? '';
  return toPage(
    rows,
    limit,
    (row) => [row.no],
    ({ no: teamNo, ...team }): Team => {
      const hers = seats.filter((seat) => seat.teamNo === teamNo);
      const leads = team.ledBy ?? leaderOf(hers)?.orderId ?? null;
      return {
        ...{ id: team.id, state: team.state, size: team.size },
        product: products.get(team.productId)?.name ?? '',
        begunAt: team.begunAt.toISOString(),
        closesAt: team.closesAt?.toISOString() ?? null,
        endedAt: team.endedAt?.toISOString() ?? null,
        seats: hers.map(({ orderId, memberId, state: seat, units, refundedAt }) => ({
          ...{ orderId, memberId, nickname: nameOf(memberId), state: seat, units },
          leads: orderId === leads,
          refunded: refundedAt !== null,
          ...(money.get(orderId) ?? { paid: 0, back: 0 }),
        })),
      };
    },
  );
}

async function moneyOf(ctx: Ctx, seats: readonly SeatRow[]) {
  const { rows } = await sql<{ orderId: string; paid: number; back: number }>`
    select order_id, coalesce(sum(fen) filter (where fen > 0), 0)::int as paid, coalesce(-sum(fen) filter (where fen < 0), 0)::int as back
    from activities.seat_money where order_id = any(${seats.map(({ orderId }) => orderId)}::text[]) group by order_id
  `.execute(ctx.db);
  return new Map(rows.map(({ orderId, ...money }) => [orderId, money]));
}

/** Of a whole group buy; testers are not counted. */
export async function sumTeams(ctx: Ctx, activityNo: number) {
  const { rows } = await sql<{
    begun: number;
    open: number;
    full: number;
    failed: number;
    paid: number;
    back: number;
  }>`
    select count(*) filter (where t.state <> 'held' and t.state <> 'gone')::int as begun, count(*) filter (where t.state = 'open')::int as open,
      count(*) filter (where t.state = 'full')::int as "full", count(*) filter (where t.state = 'failed')::int as failed,
      coalesce(sum(m.paid), 0)::int as paid, coalesce(sum(m.back), 0)::int as back
    from activities.team t left join lateral (
      select sum(m.fen) filter (where m.fen > 0) as paid, -sum(m.fen) filter (where m.fen < 0) as back
      from activities.seat s join activities.seat_money m using (order_id) where s.team_no = t.no and not s.tester
    ) m on true
    where t.activity_no = ${activityNo}
  `.execute(ctx.db);
  return rows[0] ?? { begun: 0, open: 0, full: 0, failed: 0, paid: 0, back: 0 };
}
