import { sql } from 'kysely';
import { type Moved, merges } from '../members/index.ts';

/** What she saw as another person she has seen; where both saw an arm the survivor keeps hers, and is compared no more if they differ. */
export const onMemberMerged = merges.listener({
  name: 'experiments.on-member-merged',
  async join(ctx, { mergeId, winnerNo, loserNo }) {
    const { rows } = await sql<Moved>`
      update experiments.exposure t set person_no = ${winnerNo} where person_no = ${loserNo} and not exists (
        select from experiments.exposure hers where hers.person_no = ${winnerNo} and hers.experiment_no = t.experiment_no)
      returning experiment_no::text as key, '{}'::jsonb as detail
    `.execute(ctx.db);
    await merges.note(ctx, mergeId, 'experiments.exposure', rows);
  },
  async part(ctx, { mergeId, winnerNo, returnedNo }) {
    const moved = await merges.moved(ctx, mergeId, 'experiments.exposure');
    await sql`
      update experiments.exposure set person_no = ${returnedNo}
      where person_no = ${winnerNo} and experiment_no = any(${moved.map(({ key }) => Number(key))}::int[])
    `.execute(ctx.db);
  },
});
