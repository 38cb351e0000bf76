import type { Answer } from '../../ground/api.ts';
import type { Stage } from '../members/index.ts';

export type Lifecycle = Answer<'GET /api/admin/lifecycle'>;

/** Sliding is a move to declining or lost, or from declining to lost; winning back is leaving them. */
export function moveOf(from: Stage, to: Stage): 'better' | 'worse' | 'same' {
  const asleep = (stage: Stage): number => (stage === 'lost' ? 2 : stage === 'declining' ? 1 : 0);
  const climb: Readonly<Record<Stage, number>> = { none: 0, new: 1, growing: 2, mature: 3, declining: 0, lost: 0 };
  if (from === to) return 'same';
  if (asleep(to) !== asleep(from)) return asleep(to) < asleep(from) ? 'better' : 'worse';
  return climb[to] > climb[from] ? 'better' : 'worse';
}

/** Members who came back from sleep, and who fell asleep, between the two days. */
export function movement(transitions: Lifecycle['transitions']): { readonly won: number; readonly slipped: number } {
  const isAsleep = (stage: Stage) => stage === 'declining' || stage === 'lost';
  const count = (fits: (from: Stage, to: Stage) => boolean) =>
    transitions.reduce((sum, { from, to, members }) => sum + (fits(from, to) ? members : 0), 0);
  return {
    won: count((from, to) => isAsleep(from) && !isAsleep(to)),
    slipped: count((from, to) => moveOf(from, to) === 'worse' && isAsleep(to)),
  };
}

/** Members at a stage on the day compared with: everyone who left it or stayed. */
export const membersBefore = (transitions: Lifecycle['transitions'], stage: Stage): number =>
  transitions.reduce((sum, move) => sum + (move.from === stage ? move.members : 0), 0);
