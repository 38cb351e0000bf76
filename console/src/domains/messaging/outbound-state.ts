import type { Answer } from '../../ground/api.ts';
import type { Tone } from '../../ui/state-tag.tsx';

type Row = Answer<'GET /api/admin/outbound'>['items'][number];

export const channels = ['subscribe', 'inbox'] as const;
export const verdicts = ['send', 'defer', 'suppress'] as const;
export const reasons = [
  'no_consent',
  'refused',
  'blocked',
  'holdout',
  'goal_reached',
  'frequency_cap',
  'quiet_hours',
  'rate',
  'no_address',
  'exited',
] as const;
export const outboundStates = [
  'queued',
  'claimed',
  'handed_over',
  'accepted',
  'failed',
  'unknown',
  'suppressed',
  'cancelled',
] as const;

export const verdictTones: Readonly<Record<NonNullable<Row['verdict']>, Tone>> = {
  send: 'good',
  defer: 'warn',
  suppress: 'neutral',
};
export const outboundTones: Readonly<Record<Row['state'], Tone>> = {
  queued: 'info',
  claimed: 'info',
  handed_over: 'info',
  accepted: 'good',
  failed: 'bad',
  unknown: 'warn',
  suppressed: 'neutral',
  cancelled: 'neutral',
};
