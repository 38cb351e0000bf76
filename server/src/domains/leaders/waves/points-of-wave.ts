import type { RouteOut } from '@huoshui/contracts/contract';
import type { waveContract } from '@huoshui/contracts/leader-waves';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { earnedBySource } from '../../distribution/index.ts';
import type { Her } from '../leader.ts';
import { pointsOf } from '../points.ts';
import { leaderNames } from './delivery-list.ts';
import { pointFigures } from './figures.ts';
import { numbersOfHers } from './hand-out.ts';
import { findWave, WAVE, type WaveRow, waveStateOf } from './wave.ts';

/** What each leader has of a wave, and what it earns her. Throws `leaders.no_such_wave`. */
export async function listPoints(
  ctx: Ctx,
  id: string,
): Promise<RouteOut<(typeof waveContract)['GET /api/admin/waves/:id/points']>['items']> {
  const wave = await findWave(ctx, id);
  const figures = await pointFigures(ctx, wave.no);
  const nameOf = await leaderNames(ctx, figures);
  const pointOf = await pointsOf(
    ctx,
    figures.flatMap(({ leaderNo }) => nameOf(leaderNo).leader ?? []),
  );
  const earned = await earnedBySource(ctx, { sources: [id] });
  return figures.map(({ leaderNo, arrivedAt, ...of }) => {
    const { id: leaderId, name, memberId, leader } = nameOf(leaderNo);
    const hers = earned.find(({ distributorId }) => distributorId === leader?.distributorId);
    return {
      ...{ leaderId, name, memberId, point: pointOf(leader?.storeId ?? null)?.name ?? '' },
      ...of,
      ...{ commission: hers?.left ?? 0, released: hers?.released ?? 0, held: hers?.held ?? 0 },
      arrivedAt: arrivedAt?.toISOString() ?? null,
    };
  });
}

const MOST = 20;

/** Her waves as a leader: those in which somebody ordered at her place. */
export async function listHerWaves(
  ctx: Ctx,
  her: Her,
): Promise<RouteOut<(typeof waveContract)['GET /api/shop/leaders/waves']>['items']> {
  const nos = await numbersOfHers(ctx, her);
  const { rows } = await sql<WaveRow>`
    select ${WAVE} from leaders.wave w where w.state <> 'draft' and exists (
      select from leaders.wave_point p where p.wave_no = w.no and p.leader_no = any(${[...nos]}::bigint[])
    ) order by w.no desc limit ${MOST}
  `.execute(ctx.db);
  const items = [];
  for (const wave of rows) {
    const points = (await listPoints(ctx, wave.id)).filter(({ memberId }) => memberId === her.memberId);
    const sum = (of: (one: (typeof points)[number]) => number) => points.reduce((all, one) => all + of(one), 0);
    const { id, name, opensAt, cutsAt, pickupFrom, pickupTo } = wave;
    items.push({
      ...{
        id,
        name,
        state: waveStateOf(wave, ctx.now()),
        opensAt: opensAt.toISOString(),
        cutsAt: cutsAt.toISOString(),
      },
      ...{ pickupFrom: pickupFrom.toISOString(), pickupTo: pickupTo.toISOString() },
      ...{ orders: sum((one) => one.orders), units: sum((one) => one.units), waiting: sum((one) => one.waiting) },
      ...{ collected: sum((one) => one.collected), paid: sum((one) => one.paid) },
      ...{ commission: sum((one) => one.commission), arrivedAt: points[0]?.arrivedAt ?? null },
    });
  }
  return items;
}
