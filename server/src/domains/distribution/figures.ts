import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

export type Figures = { readonly customers: number; readonly team: number; readonly paid: number };

/** By distributor, those who wait behind her counted with her: her customers now, whom she brought in, and what she was paid (fen). */
export async function figuresOf(ctx: Ctx, nos: readonly number[]): Promise<ReadonlyMap<number, Figures>> {
  const { rows } = await sql<Figures & { no: number }>`
    with asked as (
      select d.no as ahead, d.no from distribution.distributor d where d.no = any(${[...nos]}::bigint[])
      union all select d.behind_no, d.no from distribution.distributor d where d.behind_no = any(${[...nos]}::bigint[])
    )
    select ahead as no,
      coalesce(sum((select count(*) from distribution.lock l where l.distributor_no = a.no and l.until > ${ctx.now()})), 0)::int as customers,
      coalesce(sum((select count(*) from distribution.distributor t where t.parent_no = a.no and t.state = 'active' and t.behind_no is null)), 0)::int as team,
      coalesce(sum((select sum(w.amount) from distribution.withdrawal w where w.distributor_no = a.no and w.state = 'paid')), 0)::int as paid
    from asked a group by 1
  `.execute(ctx.db);
  return new Map(rows.map(({ no, ...figures }) => [no, figures]));
}
