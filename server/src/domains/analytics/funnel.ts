import { plainWords, type Words } from '@huoshui/contracts/words';
import { nameOf } from './event.ts';
import { type FunnelInput, type FunnelPlan, type FunnelReport, planFunnel } from './funnel-plan.ts';
import { fitsSets, funnelSetsSql, type SetsRow, stepsOfSets } from './funnel-sets.ts';
import { walkFunnel } from './funnel-walk.ts';
import { type ReportCtx, runQuery } from './query.ts';
import { readRange, SHANGHAI, type Zone } from './range.ts';

/** How far a funnel was walked and how long each step took. Seconds; null where nobody came. */
export type StepFigures = { readonly persons: number; readonly mean: number | null; readonly median: number | null };

/**
 * Who came how far, and how long it took. The usual funnel (in order, a different event each step, nothing excluded) is
 * computed inside the store on whole sets; every other one person by person. Both give the same where both can.
 * @throws analytics.bad_range, analytics.bad_funnel, analytics.too_heavy
 */
export async function runFunnel(ctx: ReportCtx, input: FunnelInput, zone: Zone = SHANGHAI): Promise<FunnelReport> {
  const plan = planFunnel(readRange(ctx, input, zone), input);
  const labels = input.steps.map(({ label, event }) =>
    label === undefined ? (nameOf(ctx, event) ?? plainWords(event)) : plainWords(label),
  );
  return report(plan, labels, fitsSets(plan) ? await bySets(ctx, plan) : await walkFunnel(ctx, plan));
}

async function bySets(ctx: ReportCtx, plan: FunnelPlan): Promise<StepFigures[]> {
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
  return { range: { from: plan.range.from, to: plan.range.to }, asOf: plan.range.asOf, steps };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
