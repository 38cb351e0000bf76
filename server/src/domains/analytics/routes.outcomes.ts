import { outcomeContract } from '@huoshui/contracts/outcomes';
import { heavy } from '../../platform/http/heavy.ts';
import type { Outcomes } from '../../platform/outcomes.ts';
import { type Route, route } from '../../platform/routes.ts';
import { runOutcomes } from './outcomes.ts';

export const outcomesRoute = (of: () => readonly Outcomes[]): Route =>
  heavy(
    route(
      outcomeContract,
      'POST /api/admin/reports/outcomes',
      { can: 'analytics.read', onlyReads: true },
      async (ctx, { body }) => runOutcomes(ctx, of(), body),
    ),
  );
