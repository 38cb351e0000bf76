import { setImmediate as breathe } from 'node:timers/promises';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { type ImportMemory, memberImport, type StoredPhone } from '../members/index.ts';
import { readCdnow } from './cdnow.ts';
import { readCsv } from './csv.ts';
import { type Import, type ImportRow, presentImport } from './import.ts';
import { addProgress, finish, insertErrors, lockAt, type Progress, rewind, takeUp } from './queries.ts';
import { readText } from './read-file.ts';
import type { RowResult } from './row.ts';
import { store } from './store.ts';
import { endTask, moveTask } from './task.ts';

/** Rows a transaction. Larger ones gain nothing (measured on 70 000 orders) and let listeners and progress wait. */
const AT_ONCE = 5000;
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

async function storeAll(ctx: Ctx, taken: ImportRow, onProgress: OnProgress): Promise<boolean> {
  const text = await readText(taken);
  // What a dry run has counted as new is known in memory only.
  if (taken.dryRun && taken.doneRows > 0) await rewind(ctx, taken.id);
  const before = taken.dryRun ? 0 : taken.doneRows;
  const place: Place = {
    row: taken,
    done: before,
    errors: taken.dryRun ? 0 : taken.errors,
    ...(taken.dryRun ? { memory: memberImport.memory() } : {}),
  };
  let skip = before;
  const source = batches(results(ctx, taken, text), readyFor(ctx, taken));
  let ahead = source();
  for (let batch = await ahead; batch.length > 0; batch = await ahead) {
    // Read while the store is busy with the one before.
    ahead = source();
    // Should this part fail, nobody waits for the next.
    ahead.catch(() => undefined);
    // Read, because what follows counts on it; stored it was before the break.
    const fresh = batch.filter(({ result }) => {
      skip -= result.rows;
      return skip < 0;
    });
    if (fresh.length > 0 && !(await storeBatch(ctx, place, fresh))) return false;
    onProgress(place.done, Math.max(taken.rows, place.done));
  }
  return true;
}

function results(ctx: Ctx, { mapping }: ImportRow, text: string): Iterable<RowResult> {
  if (mapping?.format === 'cdnow') return readCdnow(text, ctx.now());
  return readCsv(text, mapping ?? { format: 'csv' }, {
    now: ctx.now(),
    phoneKey: (phone) => `phone-${ctx.crypto.blindIndex(phone, 'imports.phone').slice(0, 32)}`,
  });
}

/** With her phone as it is stored: sealing it is the dearest of what can be done before the store is asked. */
type Ready = { readonly result: RowResult; readonly phone: StoredPhone | undefined };

function readyFor({ crypto }: Ctx, { dryRun }: ImportRow): (result: RowResult) => Ready {
  return (result) => {
    const phone = 'draft' in result && !dryRun ? result.draft.member.phone : undefined;
    return { result, phone: phone === undefined ? undefined : memberImport.phone(crypto, phone) };
  };
}

type Place = { readonly row: ImportRow; done: number; errors: number; readonly memory?: ImportMemory };

async function storeBatch(ctx: Ctx, place: Place, batch: readonly Ready[]): Promise<boolean> {
  const { id, mapping } = place.row;
  const read = batch.flatMap(({ result, phone }) => ('draft' in result ? [{ ...result, phone }] : []));
  const rows = batch.reduce((sum, { result }) => sum + result.rows, 0);
  const more = await inTransaction(ctx, async (ctx): Promise<Progress | null> => {
    if (!(await lockAt(ctx, id, place.done))) return null;
    const { members, orders, refused } = await store(ctx, read, fromOf(mapping), place.memory);
    const told = batch.flatMap(({ result }) => ('problems' in result ? result.problems : []));
    const problems = [...told, ...refused.values()];
    await insertErrors(ctx, id, problems.slice(0, Math.max(0, MAX_ERRORS - place.errors)));
    const good = read.reduce((sum, { rows }, n) => (refused.has(n) ? sum : sum + rows), 0);
    const leftOut = read.reduce((sum, { rows, draft }) => (draft.leftOut ? sum + rows : sum), 0);
    const progress = { rows, members, orders, errors: rows - good, leftOut };
    await addProgress(ctx, id, progress);
    await moveTask(ctx, id, place.done + rows);
    return progress;
  });
  if (more === null) return false;
  place.done += more.rows;
  place.errors += more.errors;
  return true;
}

/** What a file's own names are unique within. */
function fromOf(mapping: ImportRow['mapping']): string {
  const { format = 'csv', source } = mapping ?? {};
  return source === undefined ? format : `${format}@${source}`;
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

/** The next rows at each call, read and made ready a few at a time; none at the end. */
function batches<T, R>(rows: Iterable<T>, ready: (row: T) => R): () => Promise<R[]> {
  const from = rows[Symbol.iterator]();
  return async () => {
    const batch: R[] = [];
    while (batch.length < AT_ONCE) {
      const next = from.next();
      if (next.done) break;
      batch.push(ready(next.value));
      if (batch.length % AT_A_BREATH === 0) await breathe();
    }
    return batch;
  };
}
