import type { Ctx } from '../ctx.ts';
import { platformErrors } from '../platform-errors.ts';
import { EventStoreError } from './client.ts';
import type { Piece } from './piece.ts';

/** What a question needs of the context: the store, today, and what facts are called. */
export type StoreCtx = Pick<Ctx, 'events' | 'now' | 'declared'>;

/** TIMEOUT_EXCEEDED, MEMORY_LIMIT_EXCEEDED: the question is too big for this store. */
const TOO_HEAVY = new Set(['159', '241']);

/** @throws platform.too_heavy when the store gives up for time or memory */
export async function runQuery<Row>(ctx: Pick<StoreCtx, 'events'>, { sql, params }: Piece): Promise<Row[]> {
  try {
    return await ctx.events.query<Row>(sql, params);
  } catch (error) {
    if (error instanceof EventStoreError && TOO_HEAVY.has(error.code)) throw platformErrors.error('too_heavy');
    throw error;
  }
}

/** A statement with one row. */
export async function runOne<Row>(ctx: Pick<StoreCtx, 'events'>, statement: Piece): Promise<Row | undefined> {
  const [row] = await runQuery<Row>(ctx, statement);
  return row;
}
