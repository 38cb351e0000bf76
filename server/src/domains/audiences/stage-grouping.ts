import { words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import type { Grouping } from '../analytics/index.ts';
import { STAGES } from './lifecycle.ts';
import { personsInStages } from './stage-report.ts';

/** Reports of analytics are taken apart by the stage in which persons are at the end of what the report knows. */
export const stageGrouping: Grouping = {
  key: 'stage',
  words: words('生命周期阶段', 'Lifecycle stage'),
  rest: stage.none,
  groups: async (ctx, asOf) =>
    Promise.all(
      STAGES.filter((one) => one !== 'none').map(async (one) => ({
        key: one,
        words: stage[one],
        persons: await personsInStages(ctx, [one], asOf),
      })),
    ),
};
