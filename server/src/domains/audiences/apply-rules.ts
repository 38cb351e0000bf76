import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { lockFrom, restage } from './standings.ts';

/**
 * After a change of the rules every buyer is looked at once, in the order of their numbers, and only who moved is written
 * anew: one place to remember instead of a due time for each of them.
 */
export const applyRules = sweep({
  name: 'audiences.apply-rules',
  due: sql`(select due_at from audiences.rules_pass)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const pass = await lockPass(ctx);
      if (!pass) return 0;
      const buyers = await lockFrom(ctx, pass.nextNo, AT_ONCE);
      const { lookedAtFor } = pass;
      await restage(
        ctx,
        buyers.map((buyer) => ({ ...buyer, lookedAtFor })),
        'silence',
      );
      const last = buyers.at(-1);
      await (last && buyers.length === AT_ONCE
        ? sql`update audiences.rules_pass set next_no = ${last.personNo}`
        : sql`delete from audiences.rules_pass`
      ).execute(ctx.db);
      return Math.max(1, buyers.length);
    }),
});

/** Some ten statements a step, whatever its size; a shopper whose row is locked waits no longer than the step takes. Not measured beyond. */
const AT_ONCE = 5000;

type Pass = { readonly nextNo: number; readonly lookedAtFor: 'rules' | 'rules_start' };

async function lockPass(ctx: Ctx): Promise<Pass | undefined> {
  const { rows } = await sql<Pass>`
    select next_no, looked_at_for from audiences.rules_pass where due_at <= ${ctx.now()} for update skip locked
  `.execute(ctx.db);
  return rows[0];
}
