import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Belonging } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const grantBelonging: Belonging = {
  name: 'grants',
  words: words('权益记录', 'Benefits given'),
  count: async (ctx, persons) => {
    const { rows } = await sql<{ personNo: number; count: number }>`
      select person_no, count(*) as count from benefits.grant
      where member_id = any(${persons.map((p) => p.memberId)}::text[]) group by person_no
    `.execute(ctx.db);
    return new Map(rows.map((row) => [row.personNo, row.count]));
  },
};
