import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { OrderPorts } from '../ports.ts';

/** Taste: a list that could not be read is asked for again soon enough for the next round of parcels. */
const AGAIN_MS = 30 * 60_000;

/**
 * Reads WeChat's list anew when ours is a day old, by any mini program: it is the same for all of them. Called where
 * somebody is about to ship and where WeChat is to be told, so that a shop without parcels asks nothing. Never throws.
 */
export async function freshenCarriers(ctx: Ctx, { wechat }: OrderPorts): Promise<void> {
  const app = wechat.apps.find(({ kind }) => kind === 'mini_program');
  if (!app) return;
  // Taken before WeChat is asked: of several processes one asks.
  const { numAffectedRows } = await sql`
    update orders.carrier_list set due_at = ${new Date(ctx.now().getTime() + AGAIN_MS)} where due_at <= ${ctx.now()}
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) return;
  try {
    const carriers = await app.carriers();
    if (carriers.length === 0) return;
    await sql`
      update orders.carrier_list set carriers = ${JSON.stringify(carriers)}::jsonb, read_at = ${ctx.now()},
        due_at = ${new Date(ctx.now().getTime() + DAY_MS)}
    `.execute(ctx.db);
  } catch (error) {
    ctx.log.warn({ err: error }, 'the list of carriers could not be read');
  }
}
