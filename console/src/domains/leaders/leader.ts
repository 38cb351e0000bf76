import type { Answer } from '../../ground/api.ts';
import type { Tone } from '../../ui/state-tag.tsx';

export type Leader = Answer<'GET /api/admin/leaders'>['items'][number];

export const tones: Readonly<Record<Leader['state'], Tone>> = {
  proposed: 'warn',
  applied: 'warn',
  active: 'good',
  suspended: 'bad',
  ended: 'neutral',
  refused: 'neutral',
};

export function nameOf({ person }: Pick<Leader, 'person'>): string {
  return person.nickname || person.memberId;
}

export function isWaiting({ state }: Pick<Leader, 'state'>): boolean {
  return state === 'applied' || state === 'proposed';
}
