import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { findMembers } from '../members/index.ts';
import { enter } from './enter.ts';
import { journeyErrors } from './errors.ts';
import { holdTelling } from './hear.ts';
import type { Kit } from './kit.ts';
import { type OpenPlan, readOpenPlans } from './queries.ts';
import type { RunContext } from './run.ts';
import { isSound } from './stored.ts';
import { call } from './triggers/call.ts';

type Called = { readonly memberId: string; readonly context?: RunContext | undefined };
type CalledIn = { entered: number; leftOut: number; unknown: string[] };

/**
 * Another system brings members into a journey that waits to be called. Left out is who may not come in by its re-entry rule;
 * unknown, whom nobody knows. While it stands still they come in as held, as by anything else.
 */
export async function callIn(
  ctx: Ctx,
  kit: Kit,
  id: string,
  called: readonly Called[],
  because: Words = BY_API,
): Promise<CalledIn> {
  await holdTelling(ctx);
  const plan = await findCallable(ctx, kit, id);
  if (!plan) throw journeyErrors.error('not_callable');
  const known = await findMembers(
    ctx,
    called.map(({ memberId }) => memberId),
  );
  const key = newId('cal');
  const entrants = called.flatMap(({ memberId, context = {} }) => {
    const now = known.get(memberId);
    return now
      ? [{ personNo: now.personNo, memberId: now.id, entryKey: `call:${key}`, because, context, at: ctx.now() }]
      : [];
  });
  const entered = await enter(ctx, kit, plan, entrants, plan.paused);
  const unknown = called.flatMap(({ memberId }) => (known.get(memberId) ? [] : [memberId]));
  return { entered: entered.length, leftOut: called.length - unknown.length - entered.length, unknown };
}

const BY_API = words('由外部系统带入', 'Brought in by another system');

/** The version of a journey that takes in whom others bring; undefined where it is not open, or waits for something else. */
export async function findCallable(ctx: Ctx, kit: Kit, id: string): Promise<OpenPlan | undefined> {
  const plan = (await readOpenPlans(ctx)).find(({ takesIn, journeyId }) => takesIn && journeyId === id);
  return plan?.definition.trigger.kind === call.kind && isSound(kit, plan.definition) ? plan : undefined;
}
