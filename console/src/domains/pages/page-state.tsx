import { pageState } from '@huoshui/contracts/words/pages';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type PageState = keyof typeof pageState;

export const stateTones: Readonly<Record<PageState, Tone>> = {
  draft: 'neutral',
  scheduled: 'info',
  live: 'good',
  ended: 'neutral',
  withdrawn: 'warn',
};

export function PageStateTag({ state }: { readonly state: PageState }) {
  const say = useWords();
  return <StateTag tone={stateTones[state]}>{say(pageState[state])}</StateTag>;
}
