import type { Stage } from '../members/index.ts';
import type { Journey } from './journey-state.tsx';
import type { useJourneyText } from './texts.ts';

type Words = ReturnType<typeof useJourneyText>;

const eventWords = {
  'order.paid': 't_order_paid',
  'member.joined': 't_member_joined',
  'coupon.taken': 't_coupon_taken',
  'order.received': 't_order_received',
} as const;

/** What lets someone in, as a sentence. */
export function triggerSentence(
  { trigger }: Journey['definition'],
  t: Words,
  stageName: (stage: Stage) => string,
): string {
  if (trigger.kind === 'stage_entered') return t('t_stage', { stage: stageName(trigger.stage) });
  return t(trigger.event === 'order.paid' && trigger.firstOnly ? 't_first_order_paid' : eventWords[trigger.event]);
}

export function goalSentence({ goal }: Journey['definition'], t: Words): string | null {
  return goal === null ? null : t('goal_paid', { days: goal.withinDays });
}
