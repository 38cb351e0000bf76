import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { webhookErrors } from './errors.ts';
import { readDelivery } from './list-deliveries.ts';

/** Try it now. One that had failed for good has all its tries before it again; its id stays, so the other side knows it. */
export async function retryDelivery(ctx: Ctx, id: string): ReturnType<typeof readDelivery> {
  const { rows } = await sql`
    update webhooks.delivery
    set attempts = case when state = 'failed' then 0 else attempts end, state = 'waiting', next_at = ${ctx.now()}
    where id = ${id} and state in ('waiting', 'failed') returning id
  `.execute(ctx.db);
  const delivery = await readDelivery(ctx, id);
  if (rows.length === 0) throw webhookErrors.error('not_retryable');
  return delivery;
}
