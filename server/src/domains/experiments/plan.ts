import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { experimentContract } from '@huoshui/contracts/experiments';
import { words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { effectOf } from '../../platform/inference/effect.ts';
import type { Measure } from '../../platform/inference/measure.ts';
import { scaleNeeded } from '../../platform/inference/power.ts';
import { measuresOf, readAsUsual } from '../../platform/inference/read-arms.ts';
import { armsOf } from './experiment.ts';
import { type ExperimentValues, experimentForm } from './experiment-form.ts';
import { metrics } from './reading/metrics.ts';
import { comingTo, readSums } from './reading/read-sums.ts';
import type { Subjects } from './subject.ts';

type Shape = (typeof experimentContract)['POST /api/admin/experiments/plan'];
type Plan = RouteOut<Shape>;

/** What a plan is made of: who came in these days. */
const LOOK_BACK_DAYS = 28;
/** An effect is looked for that is found four times of five. */
const POWER = 0.8;
/** Fewer who came say nothing of whoever will. */
const FEWEST = 50;

/**
 * How long an experiment would take: from who came to the thing over the last four weeks, what they did, and the least effect that
 * matters. Read sequentially, as it will be. Throws `platform.bad_form`.
 */
export async function planExperiment(
  ctx: Ctx,
  subjects: Subjects,
  { subject: { kind, id }, values: draft }: RouteIn<Shape>['body'],
): Promise<Plan> {
  const values = await readForm(ctx, experimentForm, draft);
  const subject = subjects(kind);
  const known = ctx.now();
  const since = new Date(known.getTime() - LOOK_BACK_DAYS * DAY_MS);
  const [{ arms }, peopleADay] = await Promise.all([
    readSums(ctx, {
      seen: comingTo(subject.came(id, since, known)),
      days: values.within,
      acts: subject.acts(id, known),
    }),
    subject.peopleADay(ctx, id),
  ]);
  const [measure] = measuresOf(plainly(metrics[values.metric].figures(arms)));
  if (measure === undefined || measure.n < FEWEST || measure.mean <= 0)
    return {
      ...{ peopleADay, baseline: measure?.mean ?? null, people: null, days: null },
      text: words(
        `最近 ${LOOK_BACK_DAYS} 天遇到它的人不到 ${FEWEST} 个，或没有人做到，还估不了`,
        `In the last ${LOOK_BACK_DAYS} days fewer than ${FEWEST} people came to it, or none did it: nothing can be said yet`,
      ),
    };
  const people = peopleNeeded(measure, values);
  const daily = (peopleADay * values.share) / 100;
  const days = people === null || daily <= 0 ? null : Math.ceil(people / daily) + values.within;
  return { peopleADay, baseline: measure.mean, people, days, text: planText(people, days, values) };
}

/** Nothing is adjusted by what was before: a plan takes what is sure. */
function plainly(figures: Parameters<typeof measuresOf>[0]): Parameters<typeof measuresOf>[0] {
  return figures.metric === 'mean'
    ? { metric: 'mean', arms: figures.arms.map(({ n, sum, squares }) => ({ n, sum, squares })) }
    : figures;
}

/** Of all arms: as many as the arm with the fewest needs. */
function peopleNeeded(measure: Measure, values: ExperimentValues): number | null {
  const [control, ...others] = armsOf({ values, versions: [] });
  if (control === undefined) return null;
  const START = 100;
  const needed = others.map((arm) => {
    const sized = (share: number): Measure => ({ ...measure, n: START * share });
    const effect = effectOf(sized(control.share), sized(arm.share), 'relative');
    if (typeof effect === 'string') return null;
    const scale = scaleNeeded(effect, {
      least: values.least / 100,
      alpha: readAsUsual.alpha / others.length,
      power: POWER,
      narrowestAt: readAsUsual.narrowestAt,
      prior: null,
    });
    return scale === null ? null : START * (1 + scale);
  });
  const known = needed.filter((people) => people !== null);
  return known.length < needed.length ? null : Math.ceil(Math.max(...known));
}

function planText(people: number | null, days: number | null, { least, within }: ExperimentValues) {
  if (people === null || days === null)
    return words(
      '按现在来的人数，等不到结果：把要看的差别调大',
      'At this traffic no result will come: look for a bigger effect',
    );
  return words(
    `要看出 ${least}% 的差别，大约要 ${people} 人、${days} 天（含最后一批人的 ${within} 天）`,
    `To find ${least}% it takes about ${people} people and ${days} days (the last of them have their ${within} days)`,
  );
}
