import { valuesOf } from '@huoshui/contracts/words';
import { journeyState } from '@huoshui/contracts/words/journeys';
import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type Journey = Answer<'GET /api/admin/journeys/:id'>;
export type JourneyKit = Answer<'GET /api/admin/journeys/kit'>;
export const journeyStates = valuesOf(journeyState);
const tones: Readonly<Record<Journey['state'], Tone>> = {
  draft: 'neutral',
  live: 'good',
  paused: 'warn',
  ended: 'neutral',
};

export function JourneyStateTag({ state }: { readonly state: Journey['state'] }) {
  const say = useWords();
  return <StateTag tone={tones[state]}>{say(journeyState[state])}</StateTag>;
}

/** Every kind of step, trigger and goal: code of the server, so it is asked once a visit. */
export function useJourneyKit() {
  return useQuery({
    queryKey: ['journey-kit'],
    queryFn: async () => api('GET /api/admin/journeys/kit'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
