import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Played, Scorecards, Since } from '../../platform/scorecard.ts';
import { earnedBySource } from '../distribution/index.ts';
import { standings } from '../members/index.ts';

export const leaderScorecards: Scorecards = { kind: 'leaders', can: 'leaders.read', read };

/** All of it: neighbours, waves, and what both earn leaders. */
async function read(ctx: Ctx): Promise<Played> {
  const { testers } = await standings.apart(ctx);
  const { rows: joined } = await sql<Since>`
    select person_no, coalesce(decided_at, since) as at from leaders.leader
    where behind_no is null and state in ('active', 'suspended', 'ended') and person_no <> all(${[...testers]}::int[])
  `.execute(ctx.db);
  const { rows: neighbours } = await sql<Since & { new: boolean; orderId: string | null }>`
    select person_no, came_at as at, new, order_id from leaders.neighbour
    where person_no <> all(${[...testers]}::int[])
  `.execute(ctx.db);
  const { rows: waves } = await sql<Since & { orderId: string }>`
    select person_no, placed_at as at, order_id from leaders.wave_order
    where paid_at is not null and person_no <> all(${[...testers]}::int[])
  `.execute(ctx.db);
  const commissions = await earnedBySource(ctx, { exceptBuyers: testers });
  return {
    ...{ seen: null, heldOut: null, joined, came: [...neighbours, ...waves] },
    newcomers: { visit: [], known: neighbours.filter((one) => one.new).map(({ personNo }) => personNo) },
    orders: {
      ids: [
        ...new Set([...waves.map(({ orderId }) => orderId), ...neighbours.flatMap(({ orderId }) => orderId ?? [])]),
      ],
    },
    days: null,
    costs: [{ kind: 'commission', fen: commissions.reduce((sum, { left }) => sum + left, 0) }],
    compared: 'not_drawn',
    counted: words(
      '社区团购的订单和带来奖励的邻居首单，退款已减去；成本是团长的奖励和分成，退款收回的不算。参加的是团长',
      'Orders of waves and first orders of neighbours that brought a reward, less what went back; the cost is rewards and shares less what refunds reversed. Who takes part are leaders',
    ),
  };
}
