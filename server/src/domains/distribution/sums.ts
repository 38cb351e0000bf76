import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Fen that a source gave one distributor: in all, of it what is left, and of that what is in the balance. */
export type Earned = {
  readonly sourceId: string;
  readonly distributorId: string;
  readonly earnedFor: 'wave' | 'neighbour';
  readonly amount: number;
  readonly left: number;
  readonly released: number;
  readonly held: number;
};

/** Added up from the commissions, of some sources or distributors, without what these people bought. */
export async function earnedBySource(
  ctx: Ctx,
  {
    sources,
    distributors,
    exceptBuyers = [],
  }: {
    readonly sources?: readonly string[];
    readonly distributors?: readonly string[];
    readonly exceptBuyers?: readonly number[];
  },
): Promise<readonly Earned[]> {
  const { rows } = await sql<Earned>`
    select c.plan_id as source_id, d.id as distributor_id, c.earned_for, sum(c.amount)::int as amount,
      sum(c.amount - c.reversed)::int as left, coalesce(sum(c.amount - c.reversed) filter (where c.state = 'released'), 0)::int as released,
      coalesce(sum(c.amount - c.reversed) filter (where c.state = 'frozen' and c.held is not null and c.judged_at is null), 0)::int as held
    from distribution.commission c join distribution.distributor d on d.no = c.distributor_no
    where c.earned_for <> 'plan' and (${sources === undefined} or c.plan_id = any(${[...(sources ?? [])]}::text[]))
      and (${distributors === undefined} or d.id = any(${[...(distributors ?? [])]}::text[]))
      and c.buyer_no <> all(${[...exceptBuyers]}::int[])
    group by 1, 2, 3
  `.execute(ctx.db);
  return rows;
}
