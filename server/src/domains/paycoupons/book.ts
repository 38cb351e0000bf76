import { sql } from 'kysely';
import type { Book } from '../../platform/book.ts';

const MOST = 100;

type Row = { id: string; name: string } & Record<
  | 'given'
  | 'sent'
  | 'used'
  | 'cost'
  | 'rows'
  | 'sentRows'
  | 'usedRows'
  | 'spent'
  | 'ledgerSpent'
  | 'atWechat'
  | 'knownThen',
  number
> & { readonly flowUses: number | null };

/**
 * What stocks say was given, sent, used and spent, against the coupons, against the ledger of benefits, and against WeChat: the number it
 * sent, and once a stock is over its own list of uses and refunds.
 */
export const payCouponBook: Book = {
  kind: 'pay_coupon_sums',
  async compare(ctx) {
    const { rows } = await sql<Row>`
      select * from (
        select s.id, s.name, s.given, s.sent, s.used, s.cost, count(c.no) filter (where c.state not in ('failed', 'withdrawn'))::int as rows,
          (count(c.no) filter (where c.sent_at is not null))::int as sent_rows, (count(c.no) filter (where c.state = 'used'))::int as used_rows,
          coalesce(sum(c.saving - c.back) filter (where c.state = 'used'), 0)::bigint as spent,
          coalesce(sum(g.actual_cost) filter (where g.state = 'used'), 0)::bigint as ledger_spent,
          coalesce(s.wechat_sent, s.ours_then, 0) as at_wechat, coalesce(s.ours_then, 0) as known_then,
          case when s.flows_read then (select coalesce(sum(f.amount), 0)::bigint from paycoupons.flow f where f.stock_no = s.no and f.kind = 'use')
            - (select coalesce(sum(f.amount), 0)::bigint from paycoupons.flow f where f.stock_no = s.no and f.kind = 'refund') end as flow_uses
        from paycoupons.stock s left join paycoupons.coupon c on c.stock_no = s.no
          left join benefits.grant g on g.id = c.grant_id group by s.no
      ) sums
      where (given, sent, used, cost) <> (rows, sent_rows, used_rows, spent) or cost <> ledger_spent or at_wechat <> known_then
        or flow_uses is not null and flow_uses <> spent
      order by id limit ${MOST}
    `.execute(ctx.db);
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name },
      kept: {
        ...{ given: row.given, sent: row.sent, used: row.used, cost: Number(row.cost), costInLedger: Number(row.cost) },
        ...{ sentAtWechat: row.knownThen, costAtWechat: Number(row.spent) },
      },
      added: {
        ...{ given: row.rows, sent: row.sentRows, used: row.usedRows, cost: Number(row.spent) },
        ...{ costInLedger: Number(row.ledgerSpent), sentAtWechat: row.atWechat },
        costAtWechat: Number(row.flowUses ?? row.spent),
      },
    }));
  },
};
