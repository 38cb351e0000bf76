import { sql } from 'kysely';
import { type Moved, merges } from '../members/index.ts';

/** What is to be done for a member follows her when she turns out to be another, and goes back with her. */
export const onMemberMerged = merges.listener({
  name: 'todos.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserId }) {
    const { rows } = await sql<Moved>`
      update todos.todo set member_id = ${memberId}, person_no = ${winnerNo} where member_id = ${loserId}
      returning id as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'todos.todo', rows);
  },
  async part(ctx, { mergeId, memberId, returnedId, returnedNo }) {
    const moved = await merges.moved(ctx, mergeId, 'todos.todo');
    await sql`
      update todos.todo set member_id = ${returnedId}, person_no = ${returnedNo}
      where member_id = ${memberId} and id = any(${moved.map(({ key }) => key)}::text[])
    `.execute(ctx.db);
  },
});
