import { codeMaking, codeState } from '@huoshui/contracts/words/codes';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Code } from './code-list.tsx';

const tones: Readonly<Record<Code['state'], Tone>> = { live: 'good', ended: 'neutral', archived: 'neutral' };

export function CodeStateTag({ code }: { readonly code: Code }) {
  const say = useWords();
  // What WeChat has not made yet cannot be scanned by anybody: that is said first.
  if (code.state === 'live' && code.making !== 'ready')
    return <StateTag tone={code.making === 'failed' ? 'bad' : 'warn'}>{say(codeMaking[code.making])}</StateTag>;
  return <StateTag tone={tones[code.state]}>{say(codeState[code.state])}</StateTag>;
}
