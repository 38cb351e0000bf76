import { valueGrade } from '@huoshui/contracts/words/audiences';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

const tones = { S: 'good', A: 'info', B: 'neutral', C: 'neutral' } as const;

/** What a buyer is worth beside the others. */
export function GradeTag({ grade }: { readonly grade: keyof typeof valueGrade }) {
  return <StateTag tone={tones[grade]}>{useWords()(valueGrade[grade])}</StateTag>;
}
