import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { pickups } from '../../orders/index.ts';
import { leaderErrors } from '../errors.ts';
import { findWave } from './wave.ts';

type Arrival = { readonly waveId: string; readonly leaderNos: readonly number[]; readonly by: string };

/**
 * The goods of a wave lie at these leaders’ places: neighbours are told, each once, and can fetch them. Said again it tells those whom a
 * refund kept out before. Answers how many orders are ready by it. Throws `leaders.wave_not_cut`, `leaders.nothing_there`.
 */
export async function arrive(ctx: Ctx, { waveId, leaderNos, by }: Arrival): Promise<number> {
  const wave = await findWave(ctx, waveId);
  if (wave.state !== 'live') throw leaderErrors.error('wave_not_live');
  if (ctx.now() < wave.cutsAt) throw leaderErrors.error('wave_not_cut');
  const { rows } = await sql<{ orderId: string }>`
    select o.order_id from leaders.wave_order o
    where o.wave_no = ${wave.no} and o.leader_no = any(${[...leaderNos]}::bigint[]) and o.state = 'paid' and o.received_at is null order by 1
  `.execute(ctx.db);
  if (rows.length === 0) throw leaderErrors.error('nothing_there');
  await sql`
    update leaders.wave_point set arrived_at = ${ctx.now()}, arrived_by = ${by}
    where wave_no = ${wave.no} and leader_no = any(${[...leaderNos]}::bigint[]) and arrived_at is null
  `.execute(ctx.db);
  return pickups.ready(
    ctx,
    rows.map(({ orderId }) => orderId),
  );
}
