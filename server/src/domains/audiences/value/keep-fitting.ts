import { sql } from 'kysely';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { fitValue } from './fit-value.ts';
import { keepModel } from './value-model.ts';

/** A fitting that was cut off is begun anew. */
const LEASE_MS = 15 * 60_000;

export async function beginFitting(ctx: Ctx): Promise<void> {
  await sql`
    insert into audiences.value_pass (only_row, due_at) values (true, ${nextMonday(ctx.now())}) on conflict do nothing
  `.execute(ctx.db);
}

/** As soon as somebody is free to. */
export async function fitSoon(ctx: Ctx): Promise<void> {
  await sql`update audiences.value_pass set due_at = ${ctx.now()}`.execute(ctx.db);
}

/**
 * Each Monday at four in the morning the models are fitted to all that was bought. No transaction is open meanwhile: it would
 * keep every listener waiting.
 */
export const keepFitting = sweep({
  name: 'audiences.fit-value',
  due: sql`(select due_at from audiences.value_pass)`,
  run: async (ctx) => {
    const lease = new Date(ctx.now().getTime() + LEASE_MS);
    const { rows } = await sql`
      update audiences.value_pass set due_at = ${lease} where due_at <= ${ctx.now()} returning 1
    `.execute(ctx.db);
    if (rows.length === 0) return 0;
    const model = await fitValue(ctx);
    if (model !== null) await keepModel(ctx, model);
    // Whoever asked meanwhile moved it: then they are fitted once more, for this may have read before.
    await sql`update audiences.value_pass set due_at = ${nextMonday(ctx.now())} where due_at = ${lease}`.execute(
      ctx.db,
    );
    return 1;
  },
});

function nextMonday(now: Date): Date {
  const today = shanghaiDay(now);
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const monday = addDays(today, (8 - weekday) % 7 || 7);
  return new Date(dayStart(monday).getTime() + 4 * 3_600_000);
}
