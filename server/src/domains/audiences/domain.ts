import type { Domain } from '../../platform/domain.ts';
import type { ConditionKind } from './condition.ts';
import { conditionKit } from './conditions/compose.ts';
import { stageEntered } from './events.ts';
import { followSilence } from './follow-silence.ts';
import { onOrders } from './on-orders.ts';
import { questions } from './people/index.ts';
import { reports } from './reports/index.ts';
import { adminRoutes } from './routes.admin.ts';
import { conditionRoutes } from './routes.conditions.ts';
import { rulesForm } from './rules-form.ts';

export type MoreAudiences = { readonly conditions?: readonly ConditionKind[] };

/** `conditions`: kinds beside the standard ones. */
export function audiences({ conditions = [] }: MoreAudiences = {}): Domain {
  const kit = conditionKit(conditions);
  return {
    name: 'audiences',
    routes: [...adminRoutes, ...conditionRoutes(kit)],
    listeners: [onOrders],
    sweeps: [followSilence],
    reports,
    people: questions,
    facts: [stageEntered],
    forms: {
      'audiences.lifecycle': rulesForm,
      ...Object.fromEntries(kit.kinds.map(({ kind, form }) => [`audiences.${kind}`, form])),
    },
  };
}
