import { sql } from 'kysely';
import type { Book } from '../../platform/book.ts';

type Row = { id: string; name: string } & Record<
  'issued' | 'used' | 'cost' | 'refunded' | 'rows' | 'usedRows' | 'saved' | 'back' | 'entered' | 'spent',
  number
>;

/** What coupon templates say was issued, used and saved, against the coupons in the wallets and against the ledger. */
export const couponBook: Book = {
  kind: 'coupon_sums',
  async compare(ctx) {
    const { rows } = await sql<Row>`
      select * from (
        select t.id, t.name, t.issued, t.used, t.cost, t.refunded, count(c.id)::int as rows,
          (count(c.id) filter (where c.state = 'used'))::int as used_rows,
          coalesce(sum(c.saving) filter (where c.state = 'used'), 0)::bigint as saved,
          coalesce(sum(c.order_refunded) filter (where c.state = 'used'), 0)::bigint as back,
          count(g.id)::int as entered, coalesce(sum(g.actual_cost) filter (where g.state = 'used'), 0)::bigint as spent
        from coupons.template t left join coupons.coupon c on c.template_id = t.id
          left join benefits.grant g on g.id = c.grant_id and g.member_id = c.member_id group by t.id
      ) sums
      where (issued, used, cost, refunded) <> (rows, used_rows, saved, back) or (issued, cost) <> (entered, spent) order by id
    `.execute(ctx.db);
    return rows.map(({ id, name, issued, used, cost, refunded, rows, usedRows, saved, back, entered, spent }) => ({
      id,
      name,
      kept: { issued, used, cost, refunded, inLedger: issued, costInLedger: cost },
      added: { issued: rows, used: usedRows, cost: saved, refunded: back, inLedger: entered, costInLedger: spent },
    }));
  },
};
