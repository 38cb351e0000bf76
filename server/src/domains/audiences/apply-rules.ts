import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { getSetting } from '../../platform/settings.ts';
import { sweep } from '../../platform/sweeps.ts';
import { lifecycleSetting } from './settings.ts';
import { isMisplaced, lockStandings, readFrom, restage } from './standings.ts';

/**
 * After a change of the rules every buyer is looked at once, in the order of their numbers, and only who moved is locked
 * and written anew: one place to remember instead of a due time for each of them.
 */
export const applyRules = sweep({
  name: 'audiences.apply-rules',
  due: sql`(select due_at from audiences.rules_pass)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const pass = await lockPass(ctx);
      if (!pass) return 0;
      if (pass.nextNo < 0) return begin(ctx);
      const rules = await getSetting(ctx, lifecycleSetting);
      const buyers = await readFrom(ctx, rules, pass.nextNo, AT_ONCE);
      const misplaced = buyers.filter((buyer) => isMisplaced(buyer, rules, ctx.now()));
      const locked = await lockStandings(
        ctx,
        misplaced.map(({ personNo }) => personNo),
      );
      const { lookedAtFor } = pass;
      await restage(
        ctx,
        locked.map((buyer) => ({ ...buyer, lookedAtFor })),
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

/**
 * Whoever places somebody locks her row first and reads the rules then. Once this lock was had, all who read the old rules
 * are done: from here on rows are read without locks, and none of them is about to become what the old rules said.
 */
async function begin(ctx: Ctx): Promise<number> {
  await sql`lock table audiences.standing in exclusive mode`.execute(ctx.db);
  await sql`update audiences.rules_pass set next_no = 0`.execute(ctx.db);
  return 1;
}

type Pass = { readonly nextNo: number; readonly lookedAtFor: 'rules' | 'rules_start' };

async function lockPass(ctx: Ctx): Promise<Pass | undefined> {
  const { rows } = await sql<Pass>`
    select next_no, looked_at_for from audiences.rules_pass where due_at <= ${ctx.now()} for update skip locked
  `.execute(ctx.db);
  return rows[0];
}
