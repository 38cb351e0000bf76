import { type ConditionKind, type ConditionKit, conditionKit } from '../audiences/index.ts';
import { type BenefitKinds, benefitKinds } from '../benefits/index.ts';
import type { ExitRule } from './exit-rule.ts';
import { exitRules } from './exit-rules/index.ts';
import type { Goal } from './goal.ts';
import { event as eventGoal } from './goals/event.ts';
import { goals } from './goals/index.ts';
import type { Happenings } from './happenings.ts';
import type { Playbook } from './playbook.ts';
import { playbooks } from './playbooks/index.ts';
import { askCondition } from './question.ts';
import type { Step } from './step.ts';
import { steps } from './steps/index.ts';
import type { Trigger } from './trigger.ts';
import { event } from './triggers/event.ts';
import { moments, triggers } from './triggers/index.ts';
import type { MemberDates } from './triggers/member-date.ts';

/** What journeys are made of. Engine, checks, sentences and canvas find a kind here and know none by its name. */
export type Kit = {
  readonly steps: readonly Step[];
  readonly triggers: readonly Trigger[];
  readonly goals: readonly Goal[];
  readonly exits: readonly ExitRule[];
  readonly playbooks: readonly Playbook[];
  /** What its steps may give. */
  readonly benefits: BenefitKinds;
  /** What they may ask of people, of any nesting. */
  readonly conditions: ConditionKit;
};

/** The standard kit and some more kinds; `conditions`: what may be asked beside what audiences know. A kind that is there already is a mistake in the program: it would never be found. */
export function kitWith(
  more: Partial<Kit>,
  benefits: BenefitKinds,
  conditions: readonly ConditionKind[] = [],
  dates?: MemberDates,
  happenings: Happenings = () => [],
): Kit {
  const composed = conditionKit(conditions);
  const kit: Kit = {
    benefits,
    conditions: composed,
    steps: [
      ...steps(benefits, composed, happenings, () => kit),
      ...conditions.map(askCondition(composed)),
      ...(more.steps ?? []),
    ],
    triggers: [...triggers, event(happenings), ...moments(composed, dates), ...(more.triggers ?? [])],
    goals: [...goals, eventGoal(happenings), ...(more.goals ?? [])],
    exits: [...exitRules(composed, happenings), ...(more.exits ?? [])],
    playbooks: [...playbooks, ...(more.playbooks ?? [])],
  };
  for (const kinds of [kit.steps, kit.triggers, kit.goals, kit.exits].map((all) => all.map(({ kind }) => kind)))
    if (new Set(kinds).size !== kinds.length) throw new Error(`two kinds of one name: ${kinds.join(', ')}`);
  return kit;
}

/** A kit in which there is nothing to give. */
export const standardKit: Kit = kitWith({}, benefitKinds([]));
