import type { WaveState } from '@huoshui/contracts/words/leaders';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { leaderErrors } from '../errors.ts';
import type { LeaderRow } from '../leader.ts';
import type { WaveValues } from './wave-form.ts';

export type WaveRow = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly state: 'draft' | 'live' | 'cancelled';
  readonly values: WaveValues;
  readonly opensAt: Date;
  readonly cutsAt: Date;
  readonly pickupFrom: Date;
  readonly pickupTo: Date;
  readonly own: boolean;
  readonly rate: number;
  readonly closedAt: Date | null;
  readonly because: string;
  readonly createdAt: Date;
};
export type GoodRow = {
  readonly waveNo: number;
  readonly skuId: string;
  readonly price: number;
  readonly cap: number | null;
  readonly sold: number;
};

/** The columns of `leaders.wave w`. */
export const WAVE = sql.raw(
  'w.no, w.id, w.name, w.state, w.values, w.opens_at, w.cuts_at, w.pickup_from, w.pickup_to, w.own, w.rate, w.closed_at, w.because, w.created_at',
);

export async function findWaves(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, WaveRow>> {
  const { rows } = await sql<WaveRow>`
    select ${WAVE} from leaders.wave w where w.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Throws `leaders.no_such_wave`. */
export async function findWave(ctx: Ctx, id: string): Promise<WaveRow> {
  const row = (await findWaves(ctx, [id])).get(id);
  if (row === undefined) throw leaderErrors.error('no_such_wave', { id });
  return row;
}

/** Held until the transaction ends, in one order: who orders, gives up and closes come one after the other. */
export async function holdWaves(ctx: Ctx, nos: readonly number[]): Promise<readonly WaveRow[]> {
  const { rows } = await sql<WaveRow>`
    select ${WAVE} from leaders.wave w where w.no = any(${[...new Set(nos)]}::bigint[]) order by w.no for no key update
  `.execute(ctx.db);
  return rows;
}

export async function goodsOf(ctx: Ctx, nos: readonly number[]): Promise<readonly GoodRow[]> {
  const { rows } = await sql<GoodRow>`
    select wave_no, sku_id, price, cap, sold from leaders.wave_good where wave_no = any(${[...new Set(nos)]}::bigint[])
    order by wave_no, position
  `.execute(ctx.db);
  return rows;
}

export function waveStateOf(
  wave: Pick<WaveRow, 'state' | 'opensAt' | 'cutsAt' | 'pickupFrom' | 'pickupTo'>,
  now: Date,
): WaveState {
  if (wave.state !== 'live') return wave.state;
  if (now < wave.opensAt) return 'coming';
  if (now < wave.cutsAt) return 'open';
  if (now < wave.pickupFrom) return 'cut';
  return now < wave.pickupTo ? 'handing' : 'over';
}

/** Whether this leader has it: she is one now, and serves a place. */
export function hasWave(
  { values }: Pick<WaveRow, 'values'>,
  leader: Pick<LeaderRow, 'id' | 'state' | 'storeId'> | undefined,
): boolean {
  if (leader?.state !== 'active' || leader.storeId === null) return false;
  return values.for === 'all' || (values.leaders ?? []).includes(leader.id);
}
