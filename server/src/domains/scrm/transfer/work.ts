import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../../platform/work.ts';
import { LEFT_BEHIND } from './unassigned.ts';

/** Friends of who has left the corp: nobody answers them. */
export async function transferWork(ctx: Ctx): Promise<readonly Work[]> {
  const waiting = sql`
    select from ${LEFT_BEHIND} f where not exists (
      select from scrm.handover h where h.handover_userid = f.userid and h.external_userid = f.external_userid and h.state in ('planned', 'asked', 'waiting')
    )`;
  const { total } = await countUpTo(ctx, MOST_WORK, waiting);
  return [
    {
      kind: 'scrm.left_behind',
      words: words('离职导购的好友没有人接', 'Friends of staff who left, with nobody to answer'),
      count: total,
      to: '/transfers/new',
      needs: 'scrm.read',
    },
  ];
}
