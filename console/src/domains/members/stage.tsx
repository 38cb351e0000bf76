import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useMemberText } from './texts.ts';

export type Stage = Answer<'GET /api/admin/members/:id'>['stage'];
export const stages = ['none', 'new', 'growing', 'mature', 'declining', 'lost'] as const;

const tones: Readonly<Record<Stage, Tone>> = {
  none: 'neutral',
  new: 'info',
  growing: 'info',
  mature: 'good',
  declining: 'warn',
  lost: 'bad',
};

/** One colour a stage wherever stages stand side by side. */
export const stageColors: Readonly<Record<Stage, string>> = {
  none: 'var(--hs-ink-faint)',
  new: '#5B7FD1',
  growing: '#0F8B8D',
  mature: '#2E9E6B',
  declining: '#E8A13A',
  lost: '#D64545',
};

export function StageTag({ stage }: { readonly stage: Stage }) {
  const t = useMemberText();
  return <StateTag tone={tones[stage]}>{t(stage)}</StateTag>;
}
