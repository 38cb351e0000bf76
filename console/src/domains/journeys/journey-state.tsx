import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useJourneyText } from './texts.ts';

export type Journey = Answer<'GET /api/admin/journeys/:id'>;
export type JourneyKit = Answer<'GET /api/admin/journeys/kit'>;
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

/** Every kind of step, trigger and goal: code of the server, so it is asked once a visit. */
export function useJourneyKit() {
  return useQuery({
    queryKey: ['journey-kit'],
    queryFn: async () => api('GET /api/admin/journeys/kit'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
