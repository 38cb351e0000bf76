import { lotState } from '@huoshui/contracts/words/catalog';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type Lot = Answer<'GET /api/admin/lots/:id'>;

const tones: Readonly<Record<keyof typeof lotState, Tone>> = { good: 'good', expired: 'warn', recalled: 'bad' };

export function LotStateTag({ state }: { readonly state: keyof typeof lotState }) {
  return <StateTag tone={tones[state]}>{useWords()(lotState[state])}</StateTag>;
}

/** 12345678901234 → 1234 5678 9012 34, as it is printed and read aloud. */
export function spokenLot(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ');
}
