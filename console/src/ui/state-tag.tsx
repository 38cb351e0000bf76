import type { ReactNode } from 'react';
import './state-tag.css';

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

/** A state in one word; the tone says whether someone must act. */
export function StateTag({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`hs-state hs-state-${tone}`}>{children}</span>;
}
