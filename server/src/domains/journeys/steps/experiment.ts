import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { form } from '../../../platform/form/form.ts';
import { partAtRandom, shareProblem, sharesText, splitFields, splitWays, wouldPart } from '../draw.ts';
import { step } from '../step.ts';

export const measures = [
  { value: 'goal', label: words('达成旅程目标', 'Reached the journey’s goal') },
  { value: 'ordered', label: words('下过单', 'Ordered') },
] as const;

/** A split by chance that is measured: who went which way is written down, and the result compares the ways. */
export const experiment = step({
  kind: 'experiment',
  words: words('实验分流', 'Split for an experiment'),
  group: 'ask',
  form: form({
    fields: [
      ...splitFields,
      {
        key: 'measure',
        label: words('比什么', 'Compared by'),
        hint: words('从走到这一步算起，到目标期限为止', 'From this step on, until the time of the goal is over'),
        kind: 'choice',
        options: measures,
        initial: 'goal',
      },
    ],
    problem: shareProblem,
    sentence: ({ measure, ...shares }) => {
      const by = measures.find(({ value }) => value === measure)?.label ?? words(measure, measure);
      return words(
        `实验：随机分成 ${sharesText(shares)}，比${by.zh}的人`,
        `Experiment: split at random ${sharesText(shares)}, compared by who ${by.en.charAt(0).toLowerCase()}${by.en.slice(1)}`,
      );
    },
  }),
  ways: splitWays,
  would: wouldPart,
  async run(ctx, plan, node, runs) {
    const moves = partAtRandom(plan, node.key, node.values, runs);
    const drawn = moves.flatMap((move) => move.runs.map(({ id }) => ({ id, way: move.way })));
    await sql`
      insert into journeys.experiment_run (journey_no, node, run_id, version, way, at)
      select ${plan.journeyNo}, ${node.key}, run_id, ${plan.version}, way, ${ctx.now()}
      from unnest(${drawn.map(({ id }) => id)}::bigint[], ${drawn.map(({ way }) => way)}::text[]) as drawn (run_id, way)
      on conflict do nothing
    `.execute(ctx.db);
    return moves;
  },
});
