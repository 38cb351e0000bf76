import { words } from '@huoshui/contracts/words';
import { batchOutcome } from '@huoshui/contracts/words/members';
import { sql } from 'kysely';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';

/** Members for whom a batch ended in one way, as they are now. */
export const batchPeople = people({
  name: 'members.batch',
  can: 'members.read',
  form: form({
    fields: [
      { key: 'id', label: words('批量操作', 'Batch'), kind: 'text', max: 64 },
      {
        key: 'outcome',
        label: words('结果', 'Outcome'),
        kind: 'choice',
        options: Object.entries(batchOutcome).map(([value, label]) => ({ value, label })),
      },
    ],
    sentence: ({ outcome }) => {
      const told = Object.entries(batchOutcome).find(([value]) => value === outcome)?.[1] ?? batchOutcome.given;
      return words(`批量操作中“${told.zh}”的会员`, `Members of the batch: ${told.en.toLowerCase()}`);
    },
  }),
  persons: async (ctx, { id, outcome }) => {
    const { rows } = await sql<{ personNo: number }>`
      select coalesce(l.person_no, m.person_no) as person_no from members.batch_outcome o
      cross join unnest(o.persons) as told (person_no)
      join members.member m on m.person_no = told.person_no left join members.member l on l.id = m.merged_into
      where o.batch_id = ${id} and o.outcome = ${outcome}
    `.execute(ctx.db);
    return rows.map((row) => row.personNo);
  },
});
