import type { Domain } from '../../platform/domain.ts';
import { textOf } from '../../platform/timeline.ts';
import { advanceRuns } from './advance.ts';
import { journeyErrors } from './errors.ts';
import { onGoal, onMemberMerged } from './on-goal.ts';
import { onTriggers } from './on-triggers.ts';
import { adminRoutes } from './routes.admin.ts';

export const journeys: Domain = {
  name: 'journeys',
  routes: adminRoutes,
  listeners: [onTriggers, onGoal, onMemberMerged],
  sweeps: [advanceRuns],
  errors: journeyErrors,
  tells: {
    'journey.entered': (p) => ({
      side: 'system',
      title: `进入旅程「${textOf(p, 'journeyName')}」${textOf(p, 'arm') === 'holdout' ? '(对照组)' : ''}`,
      link: { kind: 'journey', id: textOf(p, 'journeyId') },
    }),
    'journey.converted': (p) => ({
      side: 'system',
      title: `达成旅程「${textOf(p, 'journeyName')}」的目标`,
      link: { kind: 'order', id: textOf(p, 'orderId') },
    }),
    'journey.ended': (p) => ({
      side: 'system',
      title: `离开旅程「${textOf(p, 'journeyName')}」`,
      detail: textOf(p, 'outcome'),
    }),
  },
};
