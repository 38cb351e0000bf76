import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../../platform/work.ts';

/** Friends of who has left the corp: nobody answers them. */
export async function transferWork(ctx: Ctx): Promise<readonly Work[]> {
  const waiting = sql`
    select from scrm.staff s join scrm.friend f on f.userid = s.userid
    where s.gone_at is not null and f.ended_at is null and not exists (
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
