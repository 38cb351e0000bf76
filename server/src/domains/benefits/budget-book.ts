import { sql } from 'kysely';
import type { Book } from '../../platform/book.ts';

type Row = { id: string; name: string } & Record<'committed' | 'spent' | 'grants' | 'bound' | 'cost' | 'given', number>;

/** What budgets say is bound, spent and given, against the grants they paid for. One statement, so both are of one moment. */
export const budgetBook: Book = {
  kind: 'budget_sums',
  async compare(ctx) {
    const { rows } = await sql<Row>`
      select * from (
        select b.id, b.name, b.committed, b.spent, b.grants,
          coalesce(sum(g.reserved) filter (where g.state in ('granted', 'used')), 0)::bigint as bound,
          coalesce(sum(g.actual_cost) filter (where g.state = 'used'), 0)::bigint as cost, count(g.id)::int as given
        from benefits.budget b left join benefits.grant g on g.budget_id = b.id group by b.id
      ) sums
      where (committed, spent, grants) <> (bound, cost, given) order by id
    `.execute(ctx.db);
    return rows.map(({ id, name, committed, spent, grants, bound, cost, given }) => ({
      id,
      name,
      kept: { committed, spent, grants },
      added: { committed: bound, spent: cost, grants: given },
    }));
  },
};
