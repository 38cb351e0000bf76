import { plainWords, type Words } from '@huoshui/contracts/words';
import type { PersonSet } from '../../platform/event-store/person-set.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { askedBefore, readRange } from '../../platform/event-store/range.ts';
import { SHANGHAI, type Zone } from '../../platform/event-store/zone.ts';
import { nameOf } from './event.ts';
import { fitsPaths, funnelByPaths, personsOfPaths } from './funnel-paths.ts';
import { type FunnelInput, type FunnelPlan, type FunnelReport, planFunnel } from './funnel-plan.ts';
import { fitsSets, funnelSetsSql, personsOfSets, type SetsRow, stepsOfSets } from './funnel-sets.ts';
import { personsOfWalk, walkFunnel } from './funnel-walk.ts';

/** How far a funnel was walked and how long each step took. Seconds; null where nobody came. */
export type StepFigures = { readonly persons: number; readonly mean: number | null; readonly median: number | null };

/**
 * Who came how far, and how long it took. A funnel of different events with nothing excluded is computed inside the store on
 * whole sets, in each of the three orders; every other one person by person. Both give the same where both can.
 * @throws platform.bad_range, platform.too_heavy, analytics.bad_funnel
 */
export async function runFunnel(
  ctx: StoreCtx,
  { compare = false, ...input }: FunnelInput,
  zone: Zone = SHANGHAI,
): Promise<FunnelReport> {
  const now = await runOnce(ctx, input, zone);
  if (!compare) return now;
  const { range, steps } = await runOnce(ctx, askedBefore(ctx, input), zone);
  return { ...now, before: { range, steps } };
}

async function runOnce(ctx: StoreCtx, input: FunnelInput, zone: Zone): Promise<FunnelReport> {
  const plan = planFunnel(readRange(ctx, input, zone), input);
  const labels = input.steps.map(({ label, event }) =>
    label === undefined ? (nameOf(ctx, event) ?? plainWords(event)) : plainWords(label),
  );
  return report(plan, labels, await figuresOf(ctx, plan));
}

async function figuresOf(ctx: StoreCtx, plan: FunnelPlan): Promise<StepFigures[]> {
  if (fitsSets(plan)) return bySets(ctx, plan);
  return fitsPaths(plan) ? funnelByPaths(ctx, plan) : walkFunnel(ctx, plan);
}

/** Whom a step (from 0) counts: who came at least so far, or those lost after it. */
export async function personsOfFunnel(
  ctx: StoreCtx,
  input: FunnelInput,
  { step, only }: { readonly step: number; readonly only: boolean },
  zone: Zone = SHANGHAI,
): Promise<PersonSet> {
  const plan = planFunnel(readRange(ctx, input, zone), input);
  if (fitsSets(plan)) return personsOfSets(plan, step, only);
  return fitsPaths(plan) ? personsOfPaths(ctx, plan, step, only) : personsOfWalk(ctx, plan, step, only);
}

async function bySets(ctx: StoreCtx, plan: FunnelPlan): Promise<StepFigures[]> {
  const [row] = await runQuery<SetsRow>(ctx, funnelSetsSql(plan));
  return stepsOfSets(plan, row);
}

function report(plan: FunnelPlan, labels: readonly Words[], figures: readonly StepFigures[]): FunnelReport {
  const first = figures[0]?.persons ?? 0;
  const steps = figures.map((step, n) => {
    const before = n === 0 ? null : (figures[n - 1]?.persons ?? 0);
    return {
      label: labels[n] ?? plainWords(''),
      event: plan.steps[n]?.event ?? '',
      persons: step.persons,
      fromPrevious: before === null ? null : share(step.persons, before),
      fromFirst: share(step.persons, first),
      meanSeconds: step.mean,
      medianSeconds: step.median,
    };
  });
  return { range: { from: plan.range.from, to: plan.range.to }, asOf: plan.range.asOf, steps, before: null };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
