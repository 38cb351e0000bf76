import { storeState } from '@huoshui/contracts/words/stores';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

const tones: Readonly<Record<keyof typeof storeState, Tone>> = { open: 'good', paused: 'warn', closed: 'neutral' };

export function StoreStateTag({ state }: { readonly state: keyof typeof storeState }) {
  return <StateTag tone={tones[state]}>{useWords()(storeState[state])}</StateTag>;
}
