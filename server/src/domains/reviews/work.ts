import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

/** Reviews that nobody has looked at yet. */
export async function reviewWork(ctx: Ctx): Promise<readonly Work[]> {
  const { total } = await countUpTo(ctx, MOST_WORK, sql`select from reviews.review where waits`);
  const what = words('评价待审核', 'Reviews to look at');
  return [{ kind: 'reviews.waiting', words: what, count: total, to: '/reviews?state=waiting', needs: 'reviews.read' }];
}
