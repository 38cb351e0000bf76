import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { analyticsErrors } from '../errors.ts';
import { readDelivery } from './deliveries.ts';

/** At once, and with all its tries; only of what ended badly. @throws analytics.no_delivery, analytics.not_failed */
export async function retryDelivery(ctx: Ctx, id: string) {
  const { numAffectedRows } = await sql`
    update analytics.briefing_delivery set state = 'waiting', attempts = 0, fault = null, next_at = ${ctx.now()}, settled_at = null
    where id = ${id} and state in ('failed', 'unknown')
  `.execute(ctx.db);
  const delivery = await readDelivery(ctx, id);
  if (numAffectedRows === 0n) throw analyticsErrors.error('not_failed');
  return delivery;
}
