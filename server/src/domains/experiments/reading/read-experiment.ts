import type { RouteOut } from '@huoshui/contracts/contract';
import type { experimentContract } from '@huoshui/contracts/experiments';
import { valuesOf } from '@huoshui/contracts/words';
import { experimentMetric } from '@huoshui/contracts/words/experiments';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { scaleNeeded } from '../../../platform/inference/power.ts';
import {
  type Compared,
  measuresOf,
  type ReadBy,
  readArms,
  readAsUsual,
} from '../../../platform/inference/read-arms.ts';
import { sampleRatio } from '../../../platform/inference/srm.ts';
import { armsOf, type ExperimentRow } from '../experiment.ts';
import { mustFind } from '../queries.ts';
import type { Subjects } from '../subject.ts';
import { type Metric, metrics } from './metrics.ts';
import { type ArmSums, exposedTo, NONE, readSums } from './read-sums.ts';
import { foundText, ratioText, verdictOf } from './verdict.ts';

type Reading = RouteOut<(typeof experimentContract)['GET /api/admin/experiments/:id/reading']>;
type Read = { readonly metric: Metric; readonly compared: readonly (Compared & { readonly arm: number })[] };

const POWER = 0.8;

/**
 * How an experiment stands: everybody who saw an arm counts in it from that moment on, whatever she did then. Sequential, so it may be
 * looked at every day; several arms together by Bonferroni. Throws `experiments.not_found`.
 */
export async function readExperimentNow(ctx: Ctx, subjects: Subjects, id: string): Promise<Reading> {
  const row = await mustFind(ctx, id);
  const { values, subjectKind, subjectId } = row;
  const subject = subjects(subjectKind);
  const drawn = armsOf(row);
  const found = await readSums(ctx, {
    seen: exposedTo(id, ctx.now()),
    days: values.within,
    acts: subject.acts(subjectId, ctx.now()),
  });
  const sums = drawn.map((_, arm): ArmSums => found.arms.find((one) => one.arm === arm) ?? { ...NONE, arm });
  const ratio = sampleRatio(sums.map(({ people }, arm) => ({ users: people, weight: drawn[arm]?.share ?? 0 })));
  const reads = valuesOf(experimentMetric)
    .filter((metric) => subject.metrics.includes(metric))
    .map((metric) => readOne(metric, sums));
  const foundOf = (metric: Metric) =>
    reads
      .find((one) => one.metric === metric)
      ?.compared.map(({ arm, estimate, interval: [low, high] }) => ({
        ...{ arm, estimate, low, high },
        name: drawn[arm]?.name ?? { zh: '', en: '' },
      })) ?? [];
  const guards = values.guards ?? [];
  const verdict = verdictOf({
    ratio,
    fewest: Math.min(...sums.map(({ people }) => people)),
    goal: { metric: values.metric, found: foundOf(values.metric) },
    guards: guards.map((metric) => ({ metric, found: foundOf(metric) })),
    least: values.least / 100,
    moreDays: moreDays(ctx, row, sums, reads),
  });
  return {
    asOf: ctx.now().toISOString(),
    days: values.within,
    open: found.open,
    inBoth: found.inBoth,
    ratio: { ...ratio, text: ratioText(ratio) },
    arms: drawn.map(({ name, share }, arm) => ({ name, share, people: sums[arm]?.people ?? 0 })),
    metrics: reads.map(({ metric, compared }) => ({
      metric,
      role:
        metric === values.metric
          ? ('goal' as const)
          : guards.includes(metric)
            ? ('guard' as const)
            : ('other' as const),
      values: measuresOf(metrics[metric].figures(sums)).map(({ unadjusted }) => unadjusted),
      against: compared.map(
        ({ arm, estimate, interval: [low, high], p, pCorrected, chanceToWin, risk: [stay, take] }) => ({
          ...{ arm, estimate, low, high, chanceToWin },
          p: pCorrected ?? p ?? 1,
          risk: { stay, take },
          text: foundText({ estimate, low, high }),
        }),
      ),
    })),
    verdict: { ...verdict, moreDays: verdict.kind === 'unclear' ? moreDays(ctx, row, sums, reads) : null },
  };
}

function settingsOf(metric: Metric): ReadBy {
  return { ...readAsUsual, correction: 'holm', lowerIsBetter: metrics[metric].lowerIsBetter ?? false };
}

function readOne(metric: Metric, sums: readonly ArmSums[]): Read {
  const found = readArms(metrics[metric].figures(sums), settingsOf(metric));
  return {
    metric,
    compared: found.flatMap((one, at) => (typeof one === 'string' ? [] : [{ ...one, arm: at + 1 }])),
  };
}

/** Until the least that matters would be found four times of five, at the traffic so far; null where nobody can say. */
function moreDays(
  ctx: Ctx,
  { values, startedAt }: ExperimentRow,
  sums: readonly ArmSums[],
  reads: readonly Read[],
): number | null {
  const goal = reads.find(({ metric }) => metric === values.metric)?.compared ?? [];
  const days = startedAt === null ? 0 : (ctx.now().getTime() - startedAt.getTime()) / DAY_MS;
  if (goal.length === 0 || days < 1) return null;
  const needed = goal.map(({ arm, error }) =>
    scaleNeeded(
      { n: (sums[0]?.people ?? 0) + (sums[arm]?.people ?? 0), error },
      {
        least: values.least / 100,
        alpha: readAsUsual.alpha / goal.length,
        power: POWER,
        narrowestAt: readAsUsual.narrowestAt,
        prior: null,
      },
    ),
  );
  const known = needed.filter((scale) => scale !== null);
  return known.length < needed.length ? null : Math.max(1, Math.ceil(Math.max(...known) * days));
}
