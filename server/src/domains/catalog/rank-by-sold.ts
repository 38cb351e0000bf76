import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { takeTurn } from '../../platform/turn.ts';

/** Rows of the ledger become visible in another order than they are numbered; after so long none is missing before another. */
const SETTLED_SECONDS = 60;
const AT_ONCE = 5000;

/**
 * What was sold of each product, for lists that are sorted by it. Products that the ledger names since the last look are summed
 * anew: their number is right however often a row is read, and the rest of the shop is not looked at.
 */
export const rankBySold = sweep({
  name: 'catalog.rank-by-sold',
  due: sql`(select at + make_interval(secs => ${sql.lit(SETTLED_SECONDS)}) from catalog.stock_ledger
    where id > (select ledger_id from catalog.sold_upto) order by id limit 1)`,
  run: async (ctx) => inTransaction(ctx, sumAnew),
});

async function sumAnew(ctx: Ctx): Promise<number> {
  await takeTurn(ctx, 'catalog.rank-by-sold');
  const settled = new Date(ctx.now().getTime() - SETTLED_SECONDS * 1000);
  const { rows } = await sql<{ rows: number }>`
    with next as (
      select l.id, l.sku_id, l.at from catalog.stock_ledger l
      where l.id > (select ledger_id from catalog.sold_upto) order by l.id limit ${AT_ONCE}
    ), fresh as (
      select id, sku_id from next where id < coalesce((select min(id) from next where at > ${settled}::timestamptz), 9223372036854775807)
    ), sums as (
      select s.product_id, sum(k.sold)::int as sold
      from catalog.sku s join catalog.stock k on k.sku_id = s.id
      where s.product_id = any(array(select distinct m.product_id from fresh f join catalog.sku m on m.id = f.sku_id))
      group by s.product_id
    ), ranked as (
      update catalog.sold_rank r set sold = sums.sold from sums where r.product_id = sums.product_id and r.sold <> sums.sold
    ), passed as (
      update catalog.sold_upto set ledger_id = (select max(id) from fresh) where exists (select from fresh)
    )
    select count(*)::int as rows from fresh
  `.execute(ctx.db);
  return rows[0]?.rows ?? 0;
}
