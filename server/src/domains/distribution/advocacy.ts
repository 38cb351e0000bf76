import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Orders of customers whom she brought, of which something is kept, by who has her account now. */
export async function ordersOfCustomers(
  ctx: Ctx,
  since: Date,
): Promise<readonly { readonly personNo: number; readonly key: string }[]> {
  const { rows } = await sql<{ personNo: number; key: string }>`
    select distinct a.person_no, c.order_id as key from distribution.commission c
    join distribution.distributor d on d.no = c.distributor_no
    join distribution.distributor a on a.no = coalesce(d.behind_no, d.no)
    where c.level = 1 and c.state <> 'reversed' and c.back_units < c.units and c.paid_at >= ${since}
  `.execute(ctx.db);
  return rows;
}
