import { placementState } from '@huoshui/contracts/words/placements';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Placement } from './placement-list.tsx';

const tones: Readonly<Record<Placement['state'], Tone>> = {
  draft: 'neutral',
  scheduled: 'info',
  live: 'good',
  paused: 'warn',
  ended: 'neutral',
};

export function PlacementStateTag({ state }: Pick<Placement, 'state'>) {
  const say = useWords();
  return <StateTag tone={tones[state]}>{say(placementState[state])}</StateTag>;
}
