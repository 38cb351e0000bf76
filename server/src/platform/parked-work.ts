import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';
import { MOST_WORK, type Work } from './work.ts';

/** Facts that a listener could not take in: nothing of the console mends them, so they say who does. */
export async function parkedWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (select from platform.parked_fact limit ${MOST_WORK}) parked
  `.execute(ctx.db);
  return [
    {
      kind: 'platform.parked',
      words: words('后台没能处理的事件，请技术同事查看', 'Events that could not be handled: ask your engineer'),
      count: rows[0]?.count ?? 0,
      to: null,
      needs: 'settings.read',
    },
  ];
}
