import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Work } from '../../../platform/work.ts';

/** Group codes in use that somebody may scan and find no group with room. There are few codes: each is looked at. */
export async function groupWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from scrm.group_code g where g.archived_at is null and exists (
      select from jsonb_array_elements(g.values->'lanes') as l (lane) where not exists (
        select from scrm.group_entry e join scrm.chat c on c.id = e.chat_id
        where e.group_code_id = g.id and e.lane = l.lane->>'lane' and e.wanted and c.dismissed_at is null
          and (c.members < (g.values->>'fullAt')::int or e.another is not null)
      )
    )
  `.execute(ctx.db);
  return [
    {
      kind: 'scrm.full_group_codes',
      words: words('没有群可进的群活码', 'Group codes without a group that has room'),
      count: rows[0]?.count ?? 0,
      to: '/group-codes?state=live',
      needs: 'scrm.read',
    },
  ];
}
