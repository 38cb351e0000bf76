import type { Draft } from '@huoshui/contracts/form';
import type { Ctx } from '../../platform/ctx.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { trySaved } from '../../platform/savepoint.ts';
import { experimentErrors } from './errors.ts';
import { armsOf, WHOLE } from './experiment.ts';
import { type ExperimentValues, experimentForm, patchOf } from './experiment-form.ts';
import { type ExperimentView, readExperiment } from './present.ts';
import { holdStretches, insertExperiment, mustFind, setEnded, setRunning, updateExperiment } from './queries.ts';
import type { ExperimentTarget } from './target.ts';

/** Nobody is in it before it begins. Throws `platform.bad_form`, `experiments.name_taken`. */
export async function createExperiment(ctx: Ctx, target: ExperimentTarget, draft: Draft): Promise<ExperimentView> {
  const values = await readForm(ctx, experimentForm, draft);
  await refuseArms(ctx, target, values);
  const id = newId('exp');
  if (!(await insertExperiment(ctx, id, values))) throw experimentErrors.error('name_taken');
  return readExperiment(ctx, target, id);
}

/** Throws `experiments.not_found`, `begun`, `name_taken`, `platform.bad_form`. */
export async function changeExperiment(
  ctx: Ctx,
  target: ExperimentTarget,
  id: string,
  draft: Draft,
): Promise<ExperimentView> {
  const before = await mustFind(ctx, id);
  if (before.state !== 'draft') throw experimentErrors.error('begun');
  const values = await readForm(ctx, experimentForm, draft, { stored: before.values });
  await refuseArms(ctx, target, values);
  const became = await updateExperiment(ctx, id, values);
  if (became !== 'changed') throw experimentErrors.error(became);
  return readExperiment(ctx, target, id);
}

/** From the next page on. Throws `experiments.not_found`, `begun`, `occupied`, `layer_full`, `platform.bad_form`. */
export async function startExperiment(ctx: Ctx, target: ExperimentTarget, id: string): Promise<ExperimentView> {
  const { values } = await mustFind(ctx, id);
  await refuseArms(ctx, target, values);
  const { layer, share } = values;
  const stretch = layer === null ? null : { layer, ...(await stretchOf(ctx, layer, (share * WHOLE) / 100)) };
  let begun = false;
  const refusal = await trySaved(ctx, async () => {
    begun = await setRunning(ctx, id, stretch);
  });
  if (refusal !== null) {
    if ('constraint' in refusal && refusal.constraint === 'experiment_running')
      throw experimentErrors.error('occupied');
    throw refusal;
  }
  if (!begun) throw experimentErrors.error('begun');
  await target.changed(ctx);
  return readExperiment(ctx, target, id);
}

/**
 * For good; the arm that is taken over is there for everybody from the next page on. Throws `experiments.not_found`, `not_running`, `no_arm`,
 * and what the thing itself refuses.
 */
export async function endExperiment(
  ctx: Ctx,
  target: ExperimentTarget,
  id: string,
  { winner, learnt }: { readonly winner: number | null; readonly learnt: string },
): Promise<ExperimentView> {
  const { values, placementId } = await mustFind(ctx, id);
  const arm = winner === null ? undefined : armsOf(values)[winner];
  if (winner !== null && arm === undefined) throw experimentErrors.error('no_arm');
  if (!(await setEnded(ctx, id, { winner, learnt: learnt.trim() }))) throw experimentErrors.error('not_running');
  if (arm?.patch) await target.take(ctx, placementId, arm.patch);
  await target.changed(ctx);
  return readExperiment(ctx, target, id);
}

/** The first gap that is wide enough. */
async function stretchOf(
  ctx: Ctx,
  layer: string,
  wide: number,
): Promise<{ readonly from: number; readonly to: number }> {
  let from = 0;
  for (const taken of await holdStretches(ctx, layer)) {
    if (taken.from - from >= wide) break;
    from = Math.max(from, taken.to);
  }
  if (from + wide > WHOLE) throw experimentErrors.error('layer_full');
  return { from, to: from + wide };
}

/** What the thing cannot have is said at the arm's field. */
async function refuseArms(ctx: Ctx, target: ExperimentTarget, { placement, arms }: ExperimentValues): Promise<void> {
  for (const [at, arm] of arms.entries()) {
    const refused = await target.refuse(ctx, placement, patchOf(arm));
    if (refused !== null) throw badForm([{ at: `arms.${at}.${refused.field}`, words: refused.words }]);
  }
}
