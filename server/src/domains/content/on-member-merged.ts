import { sql } from 'kysely';
import { type Moved, merges } from '../members/index.ts';

/** What one person liked as two is liked once. */
export const onMemberMerged = merges.listener({
  name: 'content.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserId }) {
    const { rows } = await sql<Moved>`
      with moved as (
        update content.liking l set member_id = ${memberId}, person_no = ${winnerNo}
        where l.member_id = ${loserId} and not exists (
          select from content.liking hers where hers.member_id = ${memberId} and hers.article_id = l.article_id)
        returning l.article_id as key
      ), twice as (
        delete from content.liking l where l.member_id = ${loserId} and exists (
          select from content.liking hers where hers.member_id = ${memberId} and hers.article_id = l.article_id)
      )
      select key, '{}'::jsonb as detail from moved
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'content.liking', rows);
  },
  async part(ctx, { mergeId, memberId, returnedId, returnedNo }) {
    const moved = await merges.moved(ctx, mergeId, 'content.liking');
    await sql`
      update content.liking l set member_id = ${returnedId}, person_no = ${returnedNo}
      where l.member_id = ${memberId} and l.article_id = any(${moved.map(({ key }) => key)}::text[])
        and not exists (select from content.liking hers where hers.member_id = ${returnedId} and hers.article_id = l.article_id)
    `.execute(ctx.db);
  },
});
