import type { Ctx } from '../../platform/ctx.ts';
import { EventStoreError } from '../../platform/event-store/client.ts';
import { analyticsErrors } from './errors.ts';
import type { Piece } from './selector.ts';

/** What a report needs of the context: the store, today and what facts are called. */
export type ReportCtx = Pick<Ctx, 'events' | 'now' | 'declared'>;

/** TIMEOUT_EXCEEDED, MEMORY_LIMIT_EXCEEDED: the question is too big for this store. */
const TOO_HEAVY = new Set(['159', '241']);

/**
 * Run a report's statement. Instants go in as `{name:DateTime64(3, 'UTC')}` with Date values.
 * @throws analytics.too_heavy when the store gives up for time or memory
 */
export async function runQuery<Row>(ctx: Pick<ReportCtx, 'events'>, { sql, params }: Piece): Promise<Row[]> {
  try {
    return await ctx.events.query<Row>(sql, params);
  } catch (error) {
    if (error instanceof EventStoreError && TOO_HEAVY.has(error.code)) throw analyticsErrors.error('too_heavy');
    throw error;
  }
}
