import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { sweep } from '../../../platform/sweeps.ts';

/** So long the page of an account or a rule can look back: a year, and the same month of the year before. Taste. */
export const KEPT_DAYS = 400;
const SO_MANY = 5000;

/**
 * What somebody wrote or tapped, with what was answered. Who had what once (`accounts.taken`), who follows and who was diverted stay: those
 * decide what happens next.
 */
export const forgetHeard = sweep({
  name: 'accounts.forget-heard',
  due: null,
  run: async (ctx) => inTransaction(ctx, forget),
});

async function forget(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS);
  const { rows } = await sql<{ callbackId: string }>`
    select h.callback_id from accounts.heard h where h.at < ${before}
      and not exists (select from accounts.reply r where r.callback_id = h.callback_id and r.due_at is not null)
    order by h.at limit ${SO_MANY} for update skip locked
  `.execute(ctx.db);
  const ids = rows.map(({ callbackId }) => callbackId);
  await sql`delete from accounts.reply where callback_id = any(${ids}::text[])`.execute(ctx.db);
  await sql`delete from accounts.heard where callback_id = any(${ids}::text[])`.execute(ctx.db);
  return ids.length;
}
