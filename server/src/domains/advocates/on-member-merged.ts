import { sql } from 'kysely';
import { merges } from '../members/index.ts';

/** The score of a record that is gone goes with it; what both brought is counted together the next morning, and apart again when they part. */
export const onMemberMerged = merges.listener({
  name: 'advocates.on-member-merged',
  async join(ctx, { loserNo }) {
    await sql`delete from advocates.score where person_no = ${loserNo}`.execute(ctx.db);
  },
  async part() {},
});
