import { sql } from 'kysely';
import type { Book } from '../../platform/book.ts';
import { findByPersonNo } from '../members/index.ts';

const MOST = 100;

/** What distributors have, and what waits, against the ledger and against the commissions that wait. One statement, so all are of one moment. */
export const distributionBook: Book = {
  kind: 'commission_sums',
  async compare(ctx) {
    const { rows } = await sql<{
      id: string;
      personNo: number;
      frozen: number;
      balance: number;
      waiting: number;
      ledgerFrozen: number;
      ledgerBalance: number;
    }>`
      select d.id, d.person_no, d.frozen, d.balance, coalesce(c.waiting, 0)::int as waiting,
        coalesce(e.frozen, 0)::int as ledger_frozen, coalesce(e.balance, 0)::int as ledger_balance
      from distribution.distributor d
      left join (select distributor_no, sum(frozen) as frozen, sum(balance) as balance from distribution.entry group by 1) e on e.distributor_no = d.no
      left join (
        select distributor_no, sum(amount - reversed) as waiting from distribution.commission where state = 'frozen' group by 1
      ) c on c.distributor_no = d.no
      where d.frozen <> coalesce(e.frozen, 0) or d.balance <> coalesce(e.balance, 0) or d.frozen <> coalesce(c.waiting, 0)
      order by d.no limit ${MOST}
    `.execute(ctx.db);
    const members = await findByPersonNo(
      ctx,
      rows.map(({ personNo }) => personNo),
    );
    return rows.map(({ id, personNo, frozen, balance, waiting, ledgerFrozen, ledgerBalance }) => ({
      id,
      name: members.get(personNo)?.nickname || id,
      kept: { frozen, balance, waiting: frozen },
      added: { frozen: ledgerFrozen, balance: ledgerBalance, waiting },
    }));
  },
};
