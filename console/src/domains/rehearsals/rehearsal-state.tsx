import { rehearsalState } from '@huoshui/contracts/words/rehearsals';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type Rehearsal = Answer<'GET /api/admin/rehearsals/:id'>;
export type Result = NonNullable<Rehearsal['result']>;

const tones: Readonly<Record<Rehearsal['state'], Tone>> = {
  queued: 'neutral',
  running: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

export function RehearsalStateTag({ state }: { readonly state: Rehearsal['state'] }) {
  const say = useWords();
  return <StateTag tone={tones[state]}>{say(rehearsalState[state])}</StateTag>;
}

export const isOn = ({ state }: Pick<Rehearsal, 'state'>): boolean => state === 'queued' || state === 'running';

/** With its sign: a difference of nothing is 0. */
export const withSign = (value: number, format: (value: number) => string): string =>
  value > 0 ? `+${format(value)}` : format(value);
