import { sql } from 'kysely';
import { type Moved, merges } from '../members/index.ts';

/** Whoever asked for one day as two is told once. */
export const onMemberMerged = merges.listener({
  name: 'themes.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserNo }) {
    const { rows } = await sql<Moved>`
      update themes.reminder r set person_no = ${winnerNo}, member_id = ${memberId} where r.person_no = ${loserNo}
        and not exists (select from themes.reminder w where w.day = r.day and w.person_no = ${winnerNo})
      returning to_char(r.day, 'YYYY-MM-DD') as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'themes.reminder', rows);
    await sql`
      update themes.reminder set told_at = coalesce(told_at, ${ctx.now()}) where person_no = ${loserNo}
    `.execute(ctx.db);
  },
  async part(ctx, { mergeId, winnerNo, returnedId, returnedNo }) {
    const days = (await merges.moved(ctx, mergeId, 'themes.reminder')).map(({ key }) => key);
    await sql`
      update themes.reminder set person_no = ${returnedNo}, member_id = ${returnedId}
      where person_no = ${winnerNo} and day = any(${days}::date[])
    `.execute(ctx.db);
  },
});
