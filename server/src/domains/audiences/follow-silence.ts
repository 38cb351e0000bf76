import { sql } from 'kysely';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { lockDue, restage } from './standings.ts';

/** Who has been silent long enough enters her next stage at that very time. */
export const followSilence = sweep({
  name: 'audiences.follow-silence',
  due: sql`(select min(due_at) from audiences.standing where due_at is not null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const due = await lockDue(ctx, 2000);
      await restage(ctx, due, 'silence');
      return due.length;
    }),
});
