import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** Until every listener has heard what concerns it, the event store too. */
export async function caughtUp(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query(`
      select count(*)::int as behind from platform.listener l where exists (
        select from platform.event e where (e.xid, e.id) > (l.xid, l.id)
          and (l.kinds = '{}' or l.kinds = array['*'] or e.type = any(l.kinds)))
    `);
    if (rows[0]?.behind === 0) return;
    await sleep(20);
  }
}
