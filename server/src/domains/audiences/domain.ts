import type { Domain } from '../../platform/domain.ts';
import { applyRules } from './apply-rules.ts';
import { applyArrivals } from './arrivals.ts';
import type { StartsByStage } from './change-rules.ts';
import type { ConditionKind } from './condition.ts';
import { conditionKit } from './conditions/compose.ts';
import { audienceErrors } from './errors.ts';
import { arrivalStarted, stageEntered, stagesChanged } from './events.ts';
import { followSilence } from './follow-silence.ts';
import { onOrders } from './on-orders.ts';
import { questions } from './people/index.ts';
import { reports } from './reports/index.ts';
import { adminRoutes } from './routes.admin.ts';
import { conditionRoutes } from './routes.conditions.ts';
import { rulesForm } from './rules-form.ts';
import { beginFitting, keepFitting } from './value/keep-fitting.ts';

export { paidOrders } from './conditions/paid-orders.ts';
export { stageGrouping } from './stage-grouping.ts';
export { stagesThen } from './stage-report.ts';
export type MoreAudiences = { readonly conditions?: readonly ConditionKind[] };

type Given = MoreAudiences & { readonly starts?: StartsByStage };

/** `conditions`: kinds beside the standard ones. `starts`: what begins for whoever comes to a stage. */
export function audiences({ conditions = [], starts = async () => [] }: Given = {}): Domain {
  const kit = conditionKit(conditions);
  return {
    name: 'audiences',
    routes: [...adminRoutes(starts), ...conditionRoutes(kit)],
    listeners: [onOrders],
    sweeps: [applyArrivals, applyRules, followSilence, keepFitting],
    prepare: beginFitting,
    reports,
    people: questions,
    facts: [arrivalStarted, stageEntered, stagesChanged],
    errors: audienceErrors,
    forms: {
      'audiences.lifecycle': rulesForm,
      ...Object.fromEntries(kit.kinds.map(({ kind, form }) => [`audiences.${kind}`, form])),
    },
  };
}
