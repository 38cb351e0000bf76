import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { earnedBySource } from '../../distribution/index.ts';

/** Of one good in a wave: units that are paid and kept, of them collected, and what they cost. */
export type GoodFigures = {
  readonly skuId: string;
  readonly units: number;
  readonly backUnits: number;
  readonly collected: number;
  readonly paid: number;
};
export type PointFigures = {
  readonly leaderNo: number;
  readonly orders: number;
  readonly waiting: number;
  readonly collected: number;
  readonly people: number;
  readonly units: number;
  readonly paid: number;
  readonly arrivedAt: Date | null;
};

const KEPT = sql.raw(`o.state in ('paid', 'back')`);

export async function goodFigures(
  ctx: Ctx,
  waveNo: number,
  leaderNo: number | null = null,
): Promise<readonly GoodFigures[]> {
  const { rows } = await sql<GoodFigures>`
    select l.sku_id, sum(l.units - l.back)::int as units, sum(l.back)::int as back_units,
      coalesce(sum(l.units - l.back) filter (where o.received_at is not null), 0)::int as collected, sum(l.paid - l.back_paid)::int as paid
    from leaders.wave_order o join leaders.wave_line l using (order_id)
    where o.wave_no = ${waveNo} and ${KEPT} and (${leaderNo}::bigint is null or o.leader_no = ${leaderNo}) group by 1 order by 1
  `.execute(ctx.db);
  return rows;
}

/** By leader who has it: those with the most first. */
export async function pointFigures(ctx: Ctx, waveNo: number): Promise<readonly PointFigures[]> {
  const { rows } = await sql<PointFigures>`
    select p.leader_no, p.arrived_at, coalesce(n.orders, 0)::int as orders, coalesce(n.waiting, 0)::int as waiting,
      coalesce(n.collected, 0)::int as collected, coalesce(n.people, 0)::int as people, coalesce(n.units, 0)::int as units, coalesce(n.paid, 0)::int as paid
    from leaders.wave_point p left join (
      select o.leader_no, count(*) filter (where o.state = 'paid') as orders,
        count(*) filter (where o.state = 'paid' and o.received_at is null) as waiting,
        count(*) filter (where o.received_at is not null) as collected, count(distinct o.person_no) filter (where o.state = 'paid') as people,
        sum(s.units) as units, sum(s.paid) as paid
      from leaders.wave_order o join lateral (
        select sum(units - back) as units, sum(paid - back_paid) as paid from leaders.wave_line l where l.order_id = o.order_id
      ) s on true where o.wave_no = ${waveNo} and ${KEPT} group by 1
    ) n on n.leader_no = p.leader_no where p.wave_no = ${waveNo} order by units desc, p.leader_no
  `.execute(ctx.db);
  return rows;
}

export type WaveFigures = {
  readonly orders: number;
  readonly people: number;
  readonly points: number;
  readonly paid: number;
  readonly back: number;
  readonly collected: number;
  readonly commission: number;
  readonly released: number;
};
const NOTHING: WaveFigures = {
  ...{ orders: 0, people: 0, points: 0, paid: 0, back: 0, collected: 0, commission: 0, released: 0 },
};

/** By wave: paid is before refunds, `back` what was given back; commissions are what is left of them. */
export async function waveFigures(
  ctx: Ctx,
  waves: readonly { readonly no: number; readonly id: string }[],
): Promise<(no: number) => WaveFigures> {
  const { rows } = await sql<Omit<WaveFigures, 'commission' | 'released'> & { no: number }>`
    select o.wave_no as no, count(*) filter (where o.state = 'paid')::int as orders,
      count(distinct o.person_no) filter (where o.state = 'paid')::int as people, count(distinct o.leader_no) filter (where o.state = 'paid')::int as points,
      count(*) filter (where o.received_at is not null and o.state = 'paid')::int as collected,
      coalesce(sum(s.paid), 0)::int as paid, coalesce(sum(s.back), 0)::int as back
    from leaders.wave_order o join lateral (
      select sum(paid) as paid, sum(back_paid) as back from leaders.wave_line l where l.order_id = o.order_id
    ) s on true where o.wave_no = any(${waves.map(({ no }) => no)}::bigint[]) and ${KEPT} group by 1
  `.execute(ctx.db);
  const earned = await earnedBySource(ctx, { sources: waves.map(({ id }) => id) });
  const known = new Map(rows.map(({ no, ...row }) => [no, row]));
  const ids = new Map(waves.map(({ no, id }) => [no, id]));
  return (no) => {
    const of = earned.filter(({ sourceId }) => sourceId === ids.get(no));
    return {
      ...{ ...NOTHING, ...known.get(no) },
      commission: of.reduce((sum, { left }) => sum + left, 0),
      released: of.reduce((sum, { released }) => sum + released, 0),
    };
  };
}
