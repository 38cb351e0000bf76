import { joinWords, words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { addJob, job } from '../../../platform/jobs.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { livingOf } from '../find.ts';
import type { BatchAct, BatchOutcome } from './batch-act.ts';
import { type BatchRow, holdRunning, moveBatch, type Part, partOf, passPart, takeStale, takeUp } from './queries.ts';
import { putBatchTask } from './task.ts';

const Payload = Type.Object({ batchId: Type.String() });

const NAME = 'members.batch';

export const batchJob = (acts: readonly BatchAct[]) =>
  job(NAME, Payload, async (ctx, { batchId }) => carryOut(ctx, acts, batchId));

export async function queueBatch(ctx: Ctx, batchId: string): Promise<void> {
  await addJob(ctx, NAME, { batchId }, `batch ${batchId}`);
}

/** How long a running batch may stand still before another worker takes it up; a part takes a second or two. */
const STANDS_STILL_MS = 60_000;

/** A worker that was killed holds its job for hours in the queue's eyes; the batch itself says that it stands still. */
export const resumeBatches = sweep({
  name: 'members.resume_batches',
  due: null,
  run: async (ctx) => {
    const stale = await takeStale(ctx, new Date(ctx.now().getTime() - STANDS_STILL_MS));
    for (const batchId of stale) await queueBatch(ctx, batchId);
    return stale.length;
  },
});

const MOST_TRIES = 5;

/**
 * Carry a batch out from where it stands: each part and the note of it are one transaction, so a worker that is killed
 * costs a part, and two workers take turns. What fails five times at one part is broken off; an operator may go on.
 */
async function carryOut(ctx: Ctx, acts: readonly BatchAct[], id: string): Promise<void> {
  const taken = await takeUp(ctx, id);
  if (taken === undefined) return;
  const act = acts.find(({ kind }) => kind === taken.kind);
  if (act === undefined) throw new Error(`nobody does ${taken.kind} to many members`);
  try {
    while (await doPart(ctx, act, id));
  } catch (error) {
    if (taken.tries < MOST_TRIES) throw error;
    ctx.log.error({ err: error, batchId: id }, 'batch given up');
    await end(ctx, id, 'failed');
  }
}

/** False when it is at its end, or runs here no more. */
async function doPart(ctx: Ctx, act: BatchAct, id: string): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const batch = await holdRunning(ctx, id);
    if (batch === undefined) return false;
    const part = await partOf(ctx, id, batch.nextPart);
    if (part === undefined) {
      await end(ctx, id, 'done');
      return false;
    }
    await passPart(ctx, batch, await outcomesOf(ctx, act, batch, part));
    await putBatchTask(ctx, { ...batch, done: batch.done + part.persons.length });
    return true;
  });
}

/** Who was merged since is the one she goes on as; where that one is of this part herself, it is done once. */
async function outcomesOf(ctx: Ctx, act: BatchAct, batch: BatchRow, { persons, held }: Part) {
  const isHeld = new Set(held);
  const numbers = persons.filter((no) => !isHeld.has(no));
  const living = await livingOf(ctx, numbers);
  const asked = new Map<number, { memberId: string; personNo: number }>();
  for (const no of numbers) {
    const now = living.get(no);
    if (now && (now.personNo === no || !numbers.includes(now.personNo)))
      asked.set(now.personNo, { memberId: now.id, personNo: now.personNo });
  }
  const because = {
    kind: 'operator',
    id: batch.operatorId,
    label: joinWords([batch.operatorName, batch.reason], words('：', ': ')),
  };
  const told = await act.run(ctx, { batchId: batch.id, what: batch.what, persons: [...asked.values()], because });
  const counted = new Set<number>();
  return new Map([
    ...held.map((no): [number, BatchOutcome] => [no, 'held_out']),
    ...numbers.map((no): [number, BatchOutcome] => {
      const now = living.get(no)?.personNo ?? no;
      if (counted.has(now)) return [no, 'merged'];
      counted.add(now);
      return [no, told.get(now) ?? 'merged'];
    }),
  ]);
}

async function end(ctx: Ctx, id: string, state: 'done' | 'failed'): Promise<void> {
  const ended = await moveBatch(ctx, id, ['running'], state);
  if (ended) await putBatchTask(ctx, ended);
}
