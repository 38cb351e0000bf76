import { setImmediate as breathe } from 'node:timers/promises';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Format } from './format.ts';
import { goodsFormat } from './goods/goods-format.ts';
import { type Import, type ImportRow, presentImport } from './import.ts';
import { peopleFormat } from './people-format.ts';
import { addProgress, finish, insertErrors, lockAt, type Progress, rewind, takeUp } from './queries.ts';
import { readText } from './read-file.ts';
import { endTask, moveTask } from './task.ts';

/** Errors kept an import; the rest is only counted. */
export const MAX_ERRORS = 10_000;
const MAX_TRIES = 5;

const brokenOff = words(
  '系统出了点问题，已导入的部分保留；再次运行会从断开处补齐',
  'Something went wrong here. What was imported stays; run it again to bring in the rest',
);

export type OnProgress = (done: number, total: number) => void;

/**
 * Carry a running import out from where it was left: each batch and its count are one transaction, so that a worker that
 * is killed costs a batch. Two workers on one import do no harm: who finds it taken further leaves it to the other.
 * Answers the import at its end, or undefined when it does not run (any more) here.
 */
export async function carryOut(ctx: Ctx, id: string, onProgress: OnProgress = () => {}): Promise<Import | undefined> {
  const taken = await takeUp(ctx, id);
  if (taken === undefined) return undefined;
  try {
    if (!(await storeAll(ctx, taken, onProgress))) return undefined;
    return await end(ctx, id, null);
  } catch (error) {
    if (error instanceof DomainError) return await end(ctx, id, words(error.text.zh, error.text.en));
    if (taken.tries < MAX_TRIES) throw error;
    ctx.log.error({ err: error, importId: id }, 'import given up');
    return await end(ctx, id, brokenOff);
  }
}

function storeAll(ctx: Ctx, taken: ImportRow, onProgress: OnProgress): Promise<boolean> {
  if (taken.mapping?.format === 'goods') return storeAs(ctx, taken, goodsFormat(taken), onProgress);
  return storeAs(ctx, taken, peopleFormat(ctx, taken), onProgress);
}

async function storeAs<R>(ctx: Ctx, taken: ImportRow, format: Format<R>, onProgress: OnProgress): Promise<boolean> {
  const text = await readText(taken);
  // What a dry run has counted as new is known in memory only.
  if (taken.dryRun && taken.doneRows > 0) await rewind(ctx, taken.id);
  const before = taken.dryRun ? 0 : taken.doneRows;
  const place: Place = { id: taken.id, done: before, errors: taken.dryRun ? 0 : taken.errors };
  let skip = before;
  const source = batches(format.results(text), format.atOnce);
  let ahead = source();
  for (let batch = await ahead; batch.length > 0; batch = await ahead) {
    // Read while the store is busy with the one before.
    ahead = source();
    // Should this part fail, nobody waits for the next.
    ahead.catch(() => undefined);
    // Read, because what follows counts on it; stored it was before the break.
    const fresh = batch.filter((result) => {
      skip -= format.rowsOf(result);
      return skip < 0;
    });
    if (fresh.length > 0 && !(await storeBatch(ctx, format, place, fresh))) return false;
    onProgress(place.done, Math.max(taken.rows, place.done));
  }
  return true;
}

type Place = { readonly id: string; done: number; errors: number };

async function storeBatch<R>(ctx: Ctx, format: Format<R>, place: Place, batch: readonly R[]): Promise<boolean> {
  const { id } = place;
  const rows = batch.reduce((sum, result) => sum + format.rowsOf(result), 0);
  const more = await inTransaction(ctx, async (ctx): Promise<Progress | null> => {
    if (!(await lockAt(ctx, id, place.done))) return null;
    const { problems, ...counts } = await format.store(ctx, batch);
    await insertErrors(ctx, id, problems.slice(0, Math.max(0, MAX_ERRORS - place.errors)));
    const progress = { rows, ...counts };
    await addProgress(ctx, id, progress);
    await moveTask(ctx, id, place.done + rows);
    return progress;
  });
  if (more === null) return false;
  place.done += more.rows;
  place.errors += more.errors;
  return true;
}

async function end(ctx: Ctx, id: string, failure: Words | null): Promise<Import | undefined> {
  return inTransaction(ctx, async (ctx) => {
    const row = await finish(ctx, id, failure);
    if (row === undefined) return undefined;
    await endTask(ctx, row);
    return presentImport(row);
  });
}

/** Rows read before others get their turn: statements go out and answers come in meanwhile. */
const AT_A_BREATH = 200;

/** The next rows at each call, read a few at a time; none at the end. */
function batches<R>(rows: Iterable<R>, atOnce: number): () => Promise<R[]> {
  const from = rows[Symbol.iterator]();
  return async () => {
    const batch: R[] = [];
    while (batch.length < atOnce) {
      const next = from.next();
      if (next.done) break;
      batch.push(next.value);
      if (batch.length % AT_A_BREATH === 0) await breathe();
    }
    return batch;
  };
}
