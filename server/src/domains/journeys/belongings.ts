import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Belonging } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const runBelonging: Belonging = {
  name: 'runs',
  words: words('旅程记录', 'Journey runs'),
  count: async (ctx, persons) => {
    const { rows } = await sql<{ personNo: number; count: number }>`
      select person_no, count(*) as count from journeys.run
      where person_no = any(${persons.map((p) => p.personNo)}::int[]) group by person_no
    `.execute(ctx.db);
    return new Map(rows.map((row) => [row.personNo, row.count]));
  },
};
