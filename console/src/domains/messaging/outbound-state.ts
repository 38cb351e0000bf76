import { valuesOf } from '@huoshui/contracts/words';
import { channel, outboundState, verdict, verdictReason } from '@huoshui/contracts/words/messaging';
import type { Answer } from '../../ground/api.ts';
import type { Tone } from '../../ui/state-tag.tsx';

type Row = Answer<'GET /api/admin/outbound'>['items'][number];

export const channels = valuesOf(channel);
export const verdicts = valuesOf(verdict);
export const reasons = valuesOf(verdictReason).filter((reason) => reason !== 'ok');
export const outboundStates = valuesOf(outboundState);

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
