import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

/** Who waits to be let in. */
export async function leaderWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from (
      select from leaders.leader where state in ('proposed', 'applied') and behind_no is null limit ${MOST_WORK}
    ) w
  `.execute(ctx.db);
  return [
    {
      ...{ kind: 'leaders.waiting', needs: 'leaders.read', count: rows[0]?.waiting ?? 0, to: '/leaders' },
      words: words('团长待确认', 'Leaders to be confirmed'),
    },
  ];
}
