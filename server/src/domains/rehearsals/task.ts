import { joinWords, words } from '@huoshui/contracts/words';
import { rehearsalStep } from '@huoshui/contracts/words/rehearsals';
import type { Ctx } from '../../platform/ctx.ts';
import { putTask } from '../../platform/tasks.ts';
import { textOf } from './outcome.ts';
import { findRehearsal, type RehearsalRow } from './queries.ts';

const STATES = {
  queued: 'running',
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

/** A rehearsal in the console's task centre, under its own id. */
export async function putRehearsalTask(ctx: Ctx, id: string): Promise<void> {
  const row = await findRehearsal(ctx, id);
  if (row === undefined) return;
  await putTask(ctx, id, {
    kind: 'journey_rehearsal',
    title: joinWords([words('预演：', 'Rehearsal:'), row.name]),
    state: STATES[row.state],
    done: row.done,
    total: daysOf(row),
    message: messageOf(row),
    resultUrl: `/console/rehearsals/${id}`,
  });
}

/** Of both worlds. */
export const daysOf = ({ weeks }: Pick<RehearsalRow, 'weeks'>): number => weeks * 7 * 2;

function messageOf({ state, step, failure, result, assumptions }: RehearsalRow) {
  if (state === 'failed') return failure?.text ?? null;
  if (result !== null && assumptions !== null) return textOf(result, assumptions);
  return state === 'queued' || state === 'running' ? rehearsalStep[step] : null;
}
