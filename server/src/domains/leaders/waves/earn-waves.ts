import { sql } from 'kysely';
import type { Assign } from '../../distribution/index.ts';
import { leadersBy } from '../leader.ts';

type Sold = {
  readonly orderId: string;
  readonly waveId: string;
  readonly leaderNo: number;
  readonly rate: number;
};

/** What a wave earns her leader: its rate of what was paid for each line, in place of what the plans would give. */
export const earnWaves: Assign['earns'] = async (ctx, orders) => {
  const { rows } = await sql<Sold>`
    select o.order_id, w.id as wave_id, o.leader_no, w.rate from leaders.wave_order o join leaders.wave w on w.no = o.wave_no
    where o.order_id = any(${orders.map(({ orderId }) => orderId)}::text[])
  `.execute(ctx.db);
  if (rows.length === 0) return [];
  const leaders = await leadersBy(
    ctx,
    rows.map(({ leaderNo }) => leaderNo),
  );
  const byId = new Map(orders.map((order) => [order.orderId, order]));
  return rows.flatMap(({ orderId, waveId, leaderNo, rate }) => {
    const lines = (byId.get(orderId)?.lines ?? []).map(({ lineId, name, quantity, payable }) => ({
      ...{ lineId, product: name, units: quantity, base: payable, rate },
    }));
    const distributorId = leaders.get(leaderNo)?.distributorId ?? '';
    return [{ orderId, distributorId, earnedFor: 'wave' as const, sourceId: waveId, lines, instead: true }];
  });
};
