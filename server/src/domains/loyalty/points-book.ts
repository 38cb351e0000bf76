import { sql } from 'kysely';
import type { Book } from '../../platform/book.ts';
import { findMembers } from '../members/index.ts';

/** So many members a morning are enough to see that something is wrong, and with whom. */
const MOST = 100;

/** What members hold in lots, less what they owe, against the ledger of all that came and went. One statement, so both are of one moment. */
export const pointsBook: Book = {
  kind: 'points_sums',
  async compare(ctx) {
    const { rows } = await sql<{ memberId: string; held: number; entries: number }>`
      select member_id, sum(held)::bigint as held, sum(entry)::bigint as entries from (
        select member_id, rest as held, 0 as entry from loyalty.lot where rest > 0
        union all select member_id, -owed, 0 from loyalty.account where owed > 0
        union all select member_id, 0, points from loyalty.entry
      ) moved group by member_id having sum(held) <> sum(entry) order by member_id limit ${MOST}
    `.execute(ctx.db);
    const members = await findMembers(
      ctx,
      rows.map(({ memberId }) => memberId),
    );
    return rows.map(({ memberId, held, entries }) => ({
      id: memberId,
      name: members.get(memberId)?.nickname ?? memberId,
      kept: { points: held },
      added: { points: entries },
    }));
  },
};
