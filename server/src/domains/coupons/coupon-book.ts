import { sql } from 'kysely';
import type { Book } from '../../platform/book.ts';

type Row = { id: string; name: string } & Record<
  'issued' | 'used' | 'cost' | 'refunded' | 'rows' | 'usedRows' | 'saved' | 'back',
  number
>;

/** What coupon templates say was issued, used and saved, against the coupons in the wallets. */
export const couponBook: Book = {
  kind: 'coupon_sums',
  async compare(ctx) {
    const { rows } = await sql<Row>`
      select * from (
        select t.id, t.name, t.issued, t.used, t.cost, t.refunded, count(c.id)::int as rows,
          (count(c.id) filter (where c.state = 'used'))::int as used_rows,
          coalesce(sum(c.saving) filter (where c.state = 'used'), 0)::bigint as saved,
          coalesce(sum(c.order_refunded) filter (where c.state = 'used'), 0)::bigint as back
        from coupons.template t left join coupons.coupon c on c.template_id = t.id group by t.id
      ) sums
      where (issued, used, cost, refunded) <> (rows, used_rows, saved, back) order by id
    `.execute(ctx.db);
    return rows.map(({ id, name, issued, used, cost, refunded, rows, usedRows, saved, back }) => ({
      id,
      name,
      kept: { issued, used, cost, refunded },
      added: { issued: rows, used: usedRows, cost: saved, refunded: back },
    }));
  },
};
