import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { experimentErrors } from './errors.ts';
import { experimentExposed } from './events.ts';
import { experimentForm } from './experiment-form.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { adminRoutes } from './routes.admin.ts';
import { type ExperimentSubject, subjectsOf } from './subject.ts';

/** Experiments: who sees which arm of what the shop shows, what each arm brought, and which is taken over. */
export function experiments(subjects: readonly ExperimentSubject[]): Domain {
  return {
    name: 'experiments',
    routes: adminRoutes(subjectsOf(subjects)),
    listeners: [onMemberMerged],
    belongings: [
      rowsOfHers({
        name: 'experiments',
        words: words('看到过的实验版本', 'Arms of experiments she saw'),
        table: 'experiments.exposure',
        by: 'person_no',
      }),
    ],
    errors: experimentErrors,
    forms: { 'experiments.experiment': experimentForm },
    facts: [experimentExposed],
  };
}
