import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import type { OrderPorts } from '../ports.ts';

/** Taste: a list that could not be read is asked for again soon enough for the next round of parcels. */
const AGAIN_MS = 30 * 60_000;

/** Once a day the list is read anew, by any mini program: it is the same for all of them. */
export function refreshCarriers(ports: OrderPorts): Sweep {
  return sweep({
    name: 'orders.refresh-carriers',
    due: sql`(select min(due_at) from orders.carrier_list)`,
    run: async (ctx) => {
      const app = ports.wechat.apps.find(({ kind }) => kind === 'mini_program');
      // Taken before WeChat is asked: of several processes one asks.
      const { numAffectedRows } = await sql`
        update orders.carrier_list set due_at = ${new Date(ctx.now().getTime() + AGAIN_MS)} where due_at <= ${ctx.now()}
      `.execute(ctx.db);
      if (Number(numAffectedRows) === 0) return 0;
      if (app) await refresh(ctx, app);
      return 1;
    },
  });
}

async function refresh(ctx: Ctx, app: OrderPorts['wechat']['apps'][0]): Promise<void> {
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
