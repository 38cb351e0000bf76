import { sql } from 'kysely';
import { merges } from '../members/index.ts';

type Before = { readonly key: string; readonly detail: { readonly behind: boolean; readonly winners: boolean } };

/**
 * What one person took as two is one person's. Of two entries of one quiz the one that was finished goes on, the survivor's where both or
 * neither were, and the other waits behind it, to go back as it was.
 */
export const onMemberMerged = merges.listener({
  name: 'quizzes.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserId }) {
    const { rows } = await sql<Before>`
      with pair as (
        select w.no as winner, l.no as loser, w.finished_at is null and l.finished_at is not null as losers
        from quizzes.entry w join quizzes.entry l on l.quiz_id = w.quiz_id and l.member_id = ${loserId} and not l.behind
        where w.member_id = ${memberId} and not w.behind
      ), moving as (
        select no, behind, false as winners from quizzes.entry where member_id = ${loserId}
        union all select e.no, e.behind, true from quizzes.entry e join pair on pair.winner = e.no and pair.losers
      )
      select no::text as key, jsonb_build_object('behind', behind, 'winners', winners) as detail from moving order by no
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'quizzes.entry', rows);
    // The place is made free before another takes it.
    await sql`
      update quizzes.entry e set behind = true from (
        select case when w.finished_at is null and l.finished_at is not null then w.no else l.no end as no
        from quizzes.entry w join quizzes.entry l on l.quiz_id = w.quiz_id and l.member_id = ${loserId} and not l.behind
        where w.member_id = ${memberId} and not w.behind
      ) as waits where waits.no = e.no
    `.execute(ctx.db);
    await sql`
      update quizzes.entry set member_id = ${memberId}, person_no = ${winnerNo} where member_id = ${loserId}
    `.execute(ctx.db);
  },
  async part(ctx, { mergeId, memberId, returnedId, returnedNo }) {
    const moved = await merges.moved(ctx, mergeId, 'quizzes.entry');
    const rows = moved.map(({ key, detail }) => ({ no: Number(key), ...Object(detail) }));
    const before = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as b (no bigint, behind boolean, winners boolean)`;
    await sql`
      update quizzes.entry e set member_id = ${returnedId}, person_no = ${returnedNo} from ${before}
      where b.no = e.no and not b.winners and e.member_id = ${memberId}
    `.execute(ctx.db);
    await sql`update quizzes.entry e set behind = b.behind from ${before} where b.no = e.no`.execute(ctx.db);
  },
});
