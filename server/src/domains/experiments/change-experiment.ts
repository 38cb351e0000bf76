import { isDeepStrictEqual } from 'node:util';
import type { RouteIn } from '@huoshui/contracts/contract';
import type { experimentContract } from '@huoshui/contracts/experiments';
import type { Draft } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { trySaved } from '../../platform/savepoint.ts';
import { experimentErrors } from './errors.ts';
import { armsOf, WHOLE } from './experiment.ts';
import { type ExperimentValues, experimentForm } from './experiment-form.ts';
import { type ExperimentView, readExperiment } from './present.ts';
import {
  holdStretches,
  insertExperiment,
  mustFind,
  setEnded,
  setRunning,
  updateExperiment,
  type Written,
} from './queries.ts';
import { type ExperimentSubject, mustFindTested, type Subjects } from './subject.ts';

type Body<K extends keyof typeof experimentContract> = RouteIn<(typeof experimentContract)[K]>['body'];
type Asked = Body<'POST /api/admin/experiments'>;

/** Nobody is in it before it begins. Throws `platform.bad_form`, `experiments.name_taken`, `no_subject`. */
export async function createExperiment(ctx: Ctx, subjects: Subjects, asked: Asked): Promise<ExperimentView> {
  const written = await read(ctx, subjects, asked);
  const id = newId('exp');
  if (!(await insertExperiment(ctx, id, written))) throw experimentErrors.error('name_taken');
  return readExperiment(ctx, subjects, id);
}

/** Throws `experiments.not_found`, `begun`, `name_taken`, `no_subject`, `platform.bad_form`. */
export async function changeExperiment(
  ctx: Ctx,
  subjects: Subjects,
  id: string,
  asked: Asked,
): Promise<ExperimentView> {
  const before = await mustFind(ctx, id);
  if (before.state !== 'draft') throw experimentErrors.error('begun');
  const written = await read(ctx, subjects, asked, before);
  const became = await updateExperiment(ctx, id, written);
  if (became !== 'changed') throw experimentErrors.error(became);
  return readExperiment(ctx, subjects, id);
}

/**
 * From the next page on. What it was checked for when it was written is checked again: the thing or a coupon may be gone since. Throws
 * `experiments.not_found`, `begun`, `occupied`, `layer_full`, `no_subject`, `platform.bad_form`, and why the thing itself cannot begin.
 */
export async function startExperiment(ctx: Ctx, subjects: Subjects, id: string): Promise<ExperimentView> {
  const { values, versions, subjectKind, subjectId } = await mustFind(ctx, id);
  const subject = subjects(subjectKind);
  await subject.hold(ctx, subjectId);
  const stands = await subject.begin(ctx, subjectId);
  await readVersions(ctx, subject, { id: subjectId, values, versions, stored: [] });
  const { layer, share } = values;
  const stretch = layer === null ? null : { layer, ...(await stretchOf(ctx, layer, (share * WHOLE) / 100)) };
  let begun = false;
  const refusal = await trySaved(ctx, async () => {
    begun = await setRunning(ctx, id, stands, stretch);
  });
  if (refusal !== null) {
    if ('constraint' in refusal && refusal.constraint === 'experiment_running')
      throw experimentErrors.error('occupied');
    throw refusal;
  }
  if (!begun) throw experimentErrors.error('begun');
  await subject.changed(ctx);
  return readExperiment(ctx, subjects, id);
}

/**
 * For good; the arm that is taken over is there for everybody from the next page on. Throws `experiments.not_found`, `not_running`, `no_arm`,
 * and what the thing itself refuses.
 */
export async function endExperiment(
  ctx: Ctx,
  subjects: Subjects,
  id: string,
  { winner, learnt, overDraft = false }: Body<'POST /api/admin/experiments/:id/end'>,
): Promise<ExperimentView> {
  const row = await mustFind(ctx, id);
  const arm = winner === null ? undefined : armsOf(row)[winner];
  if (winner !== null && arm === undefined) throw experimentErrors.error('no_arm');
  const subject = subjects(row.subjectKind);
  // The thing first: whoever changes it takes it before the experiment, too.
  await subject.hold(ctx, row.subjectId);
  if (!(await setEnded(ctx, id, { winner, learnt: learnt.trim() }))) throw experimentErrors.error('not_running');
  if (arm?.version)
    await subject.take(ctx, row.subjectId, { version: arm.version, stands: row.stands ?? {}, overDraft });
  await subject.changed(ctx);
  return readExperiment(ctx, subjects, id);
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

async function read(
  ctx: Ctx,
  subjects: Subjects,
  { subject: { kind, id }, values: draft, versions: drafts }: Asked,
  before?: Pick<Written, 'values' | 'versions'>,
): Promise<Written> {
  const subject = subjects(kind);
  const values = await readForm(ctx, experimentForm, draft, before ? { stored: before.values } : {});
  refuseMetrics(subject, values);
  const stored = before?.versions ?? [];
  const versions = await readVersions(ctx, subject, { id, values, versions: drafts, stored });
  return { subject: { kind, id }, values, versions };
}

/** Not every thing is tapped or closed. */
function refuseMetrics({ metrics }: ExperimentSubject, { metric, guards }: ExperimentValues): void {
  const told = words('这里量不到这个数', 'This is not measured here');
  if (!metrics.includes(metric)) throw badForm([{ at: 'metric', words: told }]);
  if (guards?.some((guard) => !metrics.includes(guard))) throw badForm([{ at: 'guards', words: told }]);
}

type Versions = {
  readonly id: string;
  readonly values: ExperimentValues;
  readonly versions: readonly Draft[];
  /** What they were when they were saved: what was picked then, or stands there already, may have ended since. */
  readonly stored: readonly Draft[];
};

/** A version an arm, each sound by the form of the thing, and another one than the thing as it stands and the arms before. What is wrong is said at its field. */
async function readVersions(
  ctx: Ctx,
  subject: ExperimentSubject,
  { id, values, versions, stored }: Versions,
): Promise<Draft[]> {
  const { form, stands } = await mustFindTested(ctx, subject, id);
  const [first] = form.fields;
  if (first === undefined) throw experimentErrors.error('nothing_to_vary');
  if (versions.length !== values.arms.length)
    throw badForm([{ at: 'arms', words: words('每个版本都要有内容', 'Each arm needs its version') }]);
  const refuse = (at: number, field: string, words: Words) => badForm([{ at: `arms.${at}.version.${field}`, words }]);
  const sound: Draft[] = [];
  for (const [at, version] of versions.entries()) {
    const own: Draft = await readForm(ctx, form, version, {
      at: `arms.${at}.version`,
      stored: stored[at] ?? stands,
    });
    if (isDeepStrictEqual(own, stands))
      throw refuse(
        at,
        first.key,
        words('至少换一样，不然和原样没有差别', 'It must change something, or it is no other arm'),
      );
    if (sound.some((other) => isDeepStrictEqual(own, other)))
      throw refuse(at, first.key, words('和前面的版本一样', 'It is the same as an arm before'));
    const refused = await subject.refuse(ctx, id, own);
    if (refused !== null) throw refuse(at, refused.field, refused.words);
    sound.push(own);
  }
  return sound;
}
