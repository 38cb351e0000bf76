import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Belonging } from '../../platform/belongings.ts';

/** What members themselves have of a person besides her record. */
export const memberBelongings: readonly Belonging[] = [
  {
    name: 'addresses',
    words: words('收货地址', 'Addresses'),
    count: async (ctx, persons) => {
      const { rows } = await sql<{ personNo: number; count: number }>`
        select m.person_no, count(*) as count from members.address a join members.member m on m.id = a.member_id
        where a.member_id = any(${persons.map((p) => p.memberId)}::text[]) group by 1
      `.execute(ctx.db);
      return new Map(rows.map((row) => [row.personNo, row.count]));
    },
  },
  {
    name: 'tags',
    words: words('标签', 'Tags'),
    count: async (ctx, persons) => {
      const { rows } = await sql<{ personNo: number; count: number }>`
        select m.person_no, count(*) as count from members.tag t join members.member m on m.id = t.member_id
        where t.member_id = any(${persons.map((p) => p.memberId)}::text[]) group by 1
      `.execute(ctx.db);
      return new Map(rows.map((row) => [row.personNo, row.count]));
    },
  },
];
