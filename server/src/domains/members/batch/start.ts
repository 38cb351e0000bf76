import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { memberErrors } from '../errors.ts';
import type { BatchAct, BatchCost } from './batch-act.ts';
import { queueBatch } from './carry-out.ts';
import { type Batch, readBatch } from './present.ts';
import { findBatch, insertBatch, moveBatch } from './queries.ts';
import { putBatchTask } from './task.ts';
import { countWho, type Who } from './who.ts';

type Asked = {
  readonly who: Who;
  readonly expected: number;
  readonly reason: string;
  readonly what: Readonly<Record<string, string>>;
  /** Percent of them. */
  readonly holdout?: number | undefined;
};

/** Orders are compared no longer than this, however long a coupon is good for. */
const LONGEST_COMPARED_DAYS = 60;

/** More than this beyond what she was told is another deed than the one she confirmed. */
const MANY_MORE = 0.01;
const FEW = 10;

/**
 * Write down whom it is for and let it begin. Whoever comes into the filter afterwards is not in it.
 * Throws `members.batch_nobody`, `batch_grew`, and what the deed itself refuses.
 */
export async function startBatch(
  ctx: Ctx,
  act: BatchAct,
  { who, expected, reason, what, holdout = 0 }: Asked,
): Promise<Batch> {
  const { actor } = ctx;
  const by = actor.kind === 'operator' ? { id: actor.id, name: actor.name } : { id: 'system', name: 'system' };
  const id = newId('mbt');
  const title = await act.title(ctx, what);
  const comparedUntil = holdout > 0 && act.measured ? earlier(ctx, await act.measured.until(ctx, what)) : null;
  const total = await insertBatch(
    ctx,
    {
      id,
      kind: act.kind,
      what,
      title,
      reason: reason.trim(),
      operatorId: by.id,
      operatorName: by.name,
      holdout: comparedUntil === null ? 0 : holdout,
      comparedUntil,
    },
    who,
  );
  if (total === 0) throw memberErrors.error('batch_nobody');
  if (total > expected + Math.max(FEW, expected * MANY_MORE))
    throw memberErrors.error('batch_grew', { expected, members: total });
  return go(ctx, id);
}

/** What it would come to, before anybody gets anything. */
export async function previewBatch(
  ctx: Ctx,
  act: BatchAct,
  { who, holdout = 0 }: Pick<Asked, 'who' | 'holdout'>,
  what: Asked['what'],
): Promise<BatchCost & { readonly members: number; readonly heldOut: number }> {
  const members = await countWho(ctx, who);
  const heldOut = Math.round((members * holdout) / 100);
  const free = { given: members - heldOut, cost: 0, most: 0 };
  return { members, heldOut, ...((await act.measured?.wouldCost(ctx, what, members - heldOut)) ?? free) };
}

/** Stop it where it is, or go on; what is done stays done. Throws `members.batch_not_found`, `batch_over`. */
export async function setBatchState(ctx: Ctx, id: string, state: 'running' | 'stopped'): Promise<Batch> {
  const from = state === 'running' ? (['stopped', 'failed'] as const) : (['running'] as const);
  const moved = await moveBatch(ctx, id, from, state);
  if (moved) {
    if (state === 'running') return go(ctx, id);
    await putBatchTask(ctx, moved);
    return readBatch(ctx, id);
  }
  const now = await findBatch(ctx, id);
  if (now === undefined) throw memberErrors.error('batch_not_found', { id });
  if (now.state !== state) throw memberErrors.error('batch_over', { id });
  return readBatch(ctx, id);
}

async function go(ctx: Ctx, id: string): Promise<Batch> {
  const row = await findBatch(ctx, id);
  if (row) await putBatchTask(ctx, row);
  await queueBatch(ctx, id);
  return readBatch(ctx, id);
}

function earlier(ctx: Ctx, until: Date): Date {
  return new Date(Math.min(until.getTime(), ctx.now().getTime() + LONGEST_COMPARED_DAYS * DAY_MS));
}
