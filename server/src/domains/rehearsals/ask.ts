import { plainWords } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { rehearsables } from '../journeys/index.ts';
import { rehearsalErrors } from './errors.ts';
import { readRehearsal, type Shown } from './present.ts';
import { cancel, countWaiting, findRehearsal, insertRehearsal } from './queries.ts';
import { putRehearsalTask } from './task.ts';

/** Each takes a minute of a good part of the machine. */
const MOST_WAITING = 5;

type Asked = {
  readonly journeyId?: string | undefined;
  readonly playbook?: string | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly weeks: number;
  readonly shoppers: number;
  readonly seed: number;
  readonly opens: number | null;
  readonly response: number | null;
};

/** Put it into the queue. @throws rehearsals.one_subject, rehearsals.too_many, and what the journey itself refuses */
export async function askRehearsal(ctx: Ctx, asked: Asked): Promise<Shown> {
  const { journeyId = null, playbook = null, values = {}, weeks, shoppers, seed, opens, response } = asked;
  const waiting = await countWaiting(ctx);
  if (waiting >= MOST_WAITING) throw rehearsalErrors.error('too_many', { count: waiting });
  const { actor } = ctx;
  const by = actor.kind === 'operator' ? actor : { id: 'system', name: 'system' };
  const common = { id: newId('reh'), weeks, shoppers, seed, opens, response, operatorId: by.id, operatorName: by.name };
  if (journeyId !== null && playbook === null) {
    const { name: called, version, saves, digest } = await rehearsables.find(ctx, journeyId);
    const name = plainWords(called);
    await insertRehearsal(ctx, { ...common, journeyId, playbook, values: null, name, version, saves, digest });
  } else if (playbook !== null && journeyId === null) {
    const name = rehearsables.playbook(playbook);
    const none = { version: null, saves: null, digest: null };
    await insertRehearsal(ctx, { ...common, ...none, journeyId, playbook, values, name });
  } else throw rehearsalErrors.error('one_subject');
  await putRehearsalTask(ctx, common.id);
  return readRehearsal(ctx, common.id);
}

/** @throws rehearsals.not_found, rehearsals.over */
export async function cancelRehearsal(ctx: Ctx, id: string): Promise<Shown> {
  const shown = await readRehearsal(ctx, id);
  if (!(await cancel(ctx, id)) && shown.state !== 'cancelled') throw rehearsalErrors.error('over');
  await putRehearsalTask(ctx, id);
  return readRehearsal(ctx, id);
}

/** The same once more, as a rehearsal of its own: the crowd is fitted anew, and what stands now is played. */
export async function retryRehearsal(ctx: Ctx, id: string): Promise<Shown> {
  const row = await findRehearsal(ctx, id);
  if (row === undefined) throw rehearsalErrors.error('not_found');
  if (row.state === 'queued' || row.state === 'running') throw rehearsalErrors.error('still_on');
  const { journeyId, playbook, values, ...rest } = row;
  return askRehearsal(ctx, {
    ...rest,
    journeyId: journeyId ?? undefined,
    playbook: playbook ?? undefined,
    values: values ?? undefined,
  });
}
