import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { earnedBySource } from '../distribution/index.ts';
import type { LeaderRow } from './leader.ts';

export type Figures = {
  readonly neighbours: number;
  readonly newcomers: number;
  readonly counted: number;
  readonly earned: number;
  readonly frozen: number;
};
export const NOTHING: Figures = { neighbours: 0, newcomers: 0, counted: 0, earned: 0, frozen: 0 };

/** By leader, those who wait behind her counted with her: added up anew each time. */
export async function figuresOf(ctx: Ctx, leaders: readonly LeaderRow[]): Promise<ReadonlyMap<number, Figures>> {
  const { rows } = await sql<{ no: number; neighbours: number; newcomers: number; counted: number }>`
    select coalesce(l.behind_no, l.no) as no, count(*)::int as neighbours, count(*) filter (where n.new)::int as newcomers,
      count(*) filter (where n.counted_at is not null)::int as counted
    from leaders.leader l join leaders.neighbour n on n.leader_no = l.no
    where coalesce(l.behind_no, l.no) = any(${leaders.map(({ no }) => no)}::bigint[]) group by 1
  `.execute(ctx.db);
  const known = new Map(rows.map(({ no, ...row }) => [no, row]));
  const earned = await earnedBySource(ctx, {
    distributors: leaders.flatMap(({ distributorId }) => distributorId ?? []),
  });
  return new Map(
    leaders.map(({ no, distributorId }) => {
      const hers = earned.filter((one) => one.distributorId === distributorId);
      const sum = (of: (one: (typeof hers)[number]) => number) => hers.reduce((all, one) => all + of(one), 0);
      const figures = {
        ...{ ...NOTHING, ...known.get(no) },
        earned: sum(({ left }) => left),
        frozen: sum(({ left, released }) => left - released),
      };
      return [no, figures];
    }),
  );
}
