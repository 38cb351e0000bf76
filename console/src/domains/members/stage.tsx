import { valuesOf } from '@huoshui/contracts/words';
import { stage as stageWords } from '@huoshui/contracts/words/audiences';
import { useCallback } from 'react';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type Stage = Answer<'GET /api/admin/members/:id'>['stage'];
export const stages = valuesOf(stageWords);

const tones: Readonly<Record<Stage, Tone>> = {
  none: 'neutral',
  new: 'info',
  growing: 'info',
  mature: 'good',
  declining: 'warn',
  lost: 'bad',
};

/** One colour a stage wherever stages stand side by side; white letters on each keep 4.5 : 1. */
export const stageColors: Readonly<Record<Stage, string>> = {
  none: '#646E7A',
  new: '#5374BE',
  growing: '#0D797B',
  mature: '#27855A',
  declining: '#9B6C27',
  lost: '#D04343',
};

/** Names a stage in the operator's language. */
export function useStageName(): (stage: Stage) => string {
  const say = useWords();
  return useCallback((stage) => say(stageWords[stage]), [say]);
}

export function StageTag({ stage }: { readonly stage: Stage }) {
  return <StateTag tone={tones[stage]}>{useStageName()(stage)}</StateTag>;
}
