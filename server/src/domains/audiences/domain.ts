import type { Domain } from '../../platform/domain.ts';
import { applyRules } from './apply-rules.ts';
import { applyArrivals } from './arrivals.ts';
import type { StartsByStage } from './change-rules.ts';
import type { ConditionKind } from './condition.ts';
import { conditionKit } from './conditions/compose.ts';
import { audienceErrors } from './errors.ts';
import {
  arrivalStarted,
  gradeEntered,
  gradesChanged,
  memberRunsOut,
  segmentEntered,
  segmentLeft,
  segmentRedrawn,
  stageEntered,
  stagesChanged,
} from './events.ts';
import { followSilence } from './follow-silence.ts';
import { beginGrades, keepGrades } from './grade/keep-grades.ts';
import { memberRulesForm } from './insight/rules.ts';
import { onOrders } from './on-orders.ts';
import { questions } from './people/index.ts';
import { reports } from './reports/index.ts';
import { adminRoutes } from './routes.admin.ts';
import { conditionRoutes } from './routes.conditions.ts';
import { insightRoutes } from './routes.insight.ts';
import { segmentRoutes } from './routes.segments.ts';
import { tagRuleRoutes } from './routes.tag-rules.ts';
import { rulesForm } from './rules-form.ts';
import { announceRunOuts, beginRunOuts } from './run-out/announce.ts';
import type { Counted } from './segments/freeze.ts';
import { segmentPicks } from './segments/picks.ts';
import { type IsHeard, refreshSegments } from './segments/refresh.ts';
import { segmentForm } from './segments/segment-form.ts';
import type { UsedBy } from './segments/show.ts';
import { applyTagRules } from './tag-rules/apply-tag-rules.ts';
import { tagRuleForm } from './tag-rules/tag-rule-form.ts';
import { beginFitting, keepFitting } from './value/keep-fitting.ts';

export { paidOrders } from './conditions/paid-orders.ts';
export { herInsight } from './insight/her-insight.ts';
export { stageGrouping } from './stage-grouping.ts';
export { stagesThen } from './stage-report.ts';
export { memberValue } from './value/member-value.ts';
export type MoreAudiences = { readonly conditions?: readonly ConditionKind[] };

type Given = MoreAudiences & {
  readonly starts?: StartsByStage;
  readonly counted?: Counted;
  readonly usedBy?: UsedBy;
  readonly isHeard?: IsHeard;
};

/**
 * `conditions`: kinds beside the standard ones. `starts`: what begins for whoever comes to a stage. `counted`: the numbers that a segment
 * can be made of. `usedBy`: what asks for a segment. `isHeard`: whether somebody acts on who enters or leaves one.
 */
export function audiences({
  conditions = [],
  starts = async () => [],
  counted = { people: () => [], allows: () => false },
  usedBy = async () => [],
  isHeard = async () => true,
}: Given = {}): Domain {
  const kit = conditionKit(conditions);
  return {
    name: 'audiences',
    routes: [
      ...adminRoutes(starts),
      ...conditionRoutes(kit),
      ...segmentRoutes({ kit, counted, usedBy }),
      ...tagRuleRoutes,
      ...insightRoutes,
    ],
    listeners: [onOrders],
    sweeps: [
      applyArrivals,
      applyRules,
      followSilence,
      keepFitting,
      refreshSegments(kit, isHeard),
      applyTagRules,
      announceRunOuts,
      keepGrades,
    ],
    prepare: async (ctx) => {
      await beginFitting(ctx);
      await beginRunOuts(ctx);
      await beginGrades(ctx);
    },
    reports,
    people: questions,
    facts: [
      arrivalStarted,
      gradeEntered,
      gradesChanged,
      memberRunsOut,
      stageEntered,
      stagesChanged,
      segmentEntered,
      segmentLeft,
      segmentRedrawn,
    ],
    picks: segmentPicks,
    errors: audienceErrors,
    forms: {
      'audiences.lifecycle': rulesForm,
      'audiences.segment_settings': segmentForm,
      'audiences.tag_rule': tagRuleForm,
      'audiences.member_rules': memberRulesForm,
      ...Object.fromEntries(kit.kinds.map(({ kind, form }) => [`audiences.${kind}`, form])),
    },
  };
}
