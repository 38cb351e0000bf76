import type { Domain } from '../../platform/domain.ts';
import type { Form } from '../../platform/form/form.ts';
import type { ConditionKind } from '../audiences/index.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { advanceRuns } from './advance.ts';
import { runBelonging } from './belongings.ts';
import { drawingRoutes } from './drawings/routes.admin.ts';
import { journeyErrors } from './errors.ts';
import { journeyConverted, journeyEnded, journeyEntered } from './events.ts';
import type { Happenings } from './happenings.ts';
import { forgetCalls } from './keys/call-by-key.ts';
import { keyForm } from './keys/key-form.ts';
import { keyRoutes } from './keys/routes.ts';
import { type Kit, kitWith } from './kit.ts';
import { bringIn } from './occasions.ts';
import { onFacts } from './on-facts.ts';
import { journeyOutcomes } from './outcomes.ts';
import { journeyPicks } from './picks.ts';
import { journeyPlans } from './plans.ts';
import { adminRoutes } from './routes.admin.ts';
import { journeyTouches } from './touches.ts';
import type { MemberDates } from './triggers/member-date.ts';
import { journeyWork } from './work.ts';

export { journeyMessages } from './message-cause.ts';
export { journeysOfSegment, segmentIsHeard } from './of-segments.ts';
export { journeysOfStages } from './of-stages.ts';
export { tellsOfStock } from './tells-of-stock.ts';
export { messagesOfJourneys } from './wanted-messages.ts';

export type MoreJourneys = Partial<Omit<Kit, 'benefits' | 'conditions'>>;

type Given = {
  readonly benefits: BenefitKinds;
  readonly conditions?: readonly ConditionKind[];
  readonly dates?: MemberDates | undefined;
  readonly happenings?: Happenings;
  readonly more?: MoreJourneys | undefined;
};

/** `conditions`: what steps may ask beside what audiences know. `dates`: whose day of the year it is. `happenings`: facts that any journey may name. `more`: kinds of steps, triggers, goals and playbooks beside the standard ones. `benefits`: what journeys may give. */
export function journeys({ benefits, conditions = [], dates, happenings, more = {} }: Given): Domain {
  const kit = kitWith(more, benefits, conditions, dates, happenings);
  return {
    name: 'journeys',
    routes: [...adminRoutes(kit), ...drawingRoutes(kit), ...keyRoutes(kit)],
    listeners: [onFacts(kit)],
    belongings: [runBelonging],
    sweeps: [bringIn(kit), advanceRuns(kit), forgetCalls],
    outcomes: journeyOutcomes(kit),
    touches: [journeyTouches],
    plans: async (ctx, window) => journeyPlans(ctx, kit, window),
    errors: journeyErrors,
    picks: journeyPicks,
    facts: [journeyConverted, journeyEnded, journeyEntered],
    forms: { ...formsOf(kit), 'journeys.key': keyForm },
    work: journeyWork,
  };
}

function formsOf({ steps, triggers, goals, exits, playbooks }: Kit): Readonly<Record<string, Form>> {
  return Object.fromEntries([
    ...steps.map(({ kind, form }) => [`journeys.step.${kind}`, form]),
    ...triggers.map(({ kind, form }) => [`journeys.trigger.${kind}`, form]),
    ...goals.map(({ kind, form }) => [`journeys.goal.${kind}`, form]),
    ...exits.map(({ kind, form }) => [`journeys.exit.${kind}`, form]),
    ...playbooks.map(({ key, form }) => [`journeys.playbook.${key}`, form]),
  ]);
}
