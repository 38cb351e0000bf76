import type { Answer } from '../../ground/api.ts';
import type { Tone } from '../../ui/state-tag.tsx';

export type Distributor = Answer<'GET /api/admin/distributors'>['items'][number];

export const tones: Readonly<Record<Distributor['state'], Tone>> = {
  applied: 'warn',
  active: 'good',
  suspended: 'bad',
  ended: 'neutral',
  refused: 'neutral',
};

export function nameOf({ person }: Pick<Distributor, 'person'>): string {
  return person.nickname || person.memberId;
}
