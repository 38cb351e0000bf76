import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

const RINGS_DAYS = 7;

/** What was given up in the last days. */
export async function webhookWork(ctx: Ctx): Promise<readonly Work[]> {
  const since = new Date(ctx.now().getTime() - RINGS_DAYS * DAY_MS);
  const failed = sql`
    select from webhooks.webhook w join webhooks.delivery d on d.webhook_id = w.id
    where d.state = 'failed' and d.answered_at > ${since}
  `;
  const { total } = await countUpTo(ctx, MOST_WORK, failed);
  const what = words('外部接口推送失败', 'Webhook deliveries that failed');
  return [
    {
      kind: 'webhooks.failed',
      words: what,
      count: total,
      to: '/webhook-deliveries?state=failed',
      needs: 'webhooks.read',
    },
  ];
}
