import type { Domain } from '../../platform/domain.ts';
import { advanceRuns } from './advance.ts';
import { journeyErrors } from './errors.ts';
import { journeyConverted, journeyEnded, journeyEntered } from './events.ts';
import { onGoal, onMemberMerged } from './on-goal.ts';
import { onTriggers } from './on-triggers.ts';
import { adminRoutes } from './routes.admin.ts';

export const journeys: Domain = {
  name: 'journeys',
  routes: adminRoutes,
  listeners: [onTriggers, onGoal, onMemberMerged],
  sweeps: [advanceRuns],
  errors: journeyErrors,
  facts: [journeyConverted, journeyEnded, journeyEntered],
};
