import { distributionBook } from '../../../src/domains/distribution/domain.ts';
import { type Balance, ofBook, statement } from './books.ts';

/** What distributors earn by the orders of their customers. */
export const distributionBalances: readonly Balance[] = [
  ofBook(
    'commissions: what distributors have and what waits = the ledger',
    distributionBook,
    statement`
      select 'all' as id, coalesce((select sum(frozen + balance) from distribution.distributor), 0)::bigint as ours,
        coalesce((select sum(frozen + balance) from distribution.entry), 0)::bigint as theirs
    `,
  ),
  {
    of: 'commissions: what each line earns = its rate of what is kept of it, never more',
    sides: async ({ rows }) =>
      rows(statement`
        select c.id, greatest(0, (c.amount - c.reversed) - floor((l.payable - l.refunded_amount)::numeric * c.rate / 10000))::int as ours, 0 as theirs
        from distribution.commission c join orders.line l on l.order_id || '.' || l.position = c.line_id
      `),
  },
];
