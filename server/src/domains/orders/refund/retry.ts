import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { orderErrors } from '../errors.ts';
import { lockRefund } from './row.ts';

/**
 * Hand a failed refund over again: under the same number, for WeChat never pays a number twice, unless WeChat closed it, which
 * is for good: then under the next one.
 */
export async function retryRefund(ctx: Ctx, id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update orders.refund set state = 'processing', failure = null, handed_over_at = null, tries = 0, due_at = ${ctx.now()},
      attempt = attempt + case when closed then 1 else 0 end, closed = false
    where id = ${id} and state = 'failed'
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 1) return;
  await lockRefund(ctx, id);
  throw orderErrors.error('refund_not_failed');
}
