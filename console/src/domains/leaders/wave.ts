import type { Answer } from '../../ground/api.ts';
import type { Tone } from '../../ui/state-tag.tsx';

export type Wave = Answer<'GET /api/admin/waves'>['items'][number];

export const waveTones: Readonly<Record<Wave['state'], Tone>> = {
  draft: 'neutral',
  coming: 'info',
  open: 'good',
  cut: 'warn',
  handing: 'warn',
  over: 'neutral',
  cancelled: 'bad',
};
