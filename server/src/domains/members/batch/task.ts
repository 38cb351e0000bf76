import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { putTask } from '../../../platform/tasks.ts';
import { type BatchRow, countOutcomes } from './queries.ts';

const STATES = { running: 'running', done: 'done', stopped: 'cancelled', failed: 'failed' } as const;

/** A batch in the console's task centre, under its own id. */
export async function putBatchTask(ctx: Ctx, { id, title, state, done, total }: BatchRow): Promise<void> {
  const counts = state === 'running' ? [] : await countOutcomes(ctx, [id]);
  const given = counts.find(({ outcome }) => outcome === 'given')?.members ?? 0;
  await putTask(ctx, id, {
    kind: 'member_batch',
    title,
    state: STATES[state],
    done,
    total,
    message:
      state === 'running'
        ? null
        : words(`完成 ${given} 人，没有变化 ${done - given} 人`, `${given} done, ${done - given} unchanged`),
    resultUrl: `/console/member-batches/${id}`,
  });
}
