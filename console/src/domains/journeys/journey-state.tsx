import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useJourneyText } from './texts.ts';

export type Journey = Answer<'GET /api/admin/journeys/:id'>;
export type JourneyNode = Journey['definition']['nodes'][number];
export const journeyStates = ['draft', 'live', 'paused', 'ended'] as const;
const tones: Readonly<Record<Journey['state'], Tone>> = {
  draft: 'neutral',
  live: 'good',
  paused: 'warn',
  ended: 'neutral',
};

export function JourneyStateTag({ state }: { readonly state: Journey['state'] }) {
  const t = useJourneyText();
  return <StateTag tone={tones[state]}>{t(state)}</StateTag>;
}
