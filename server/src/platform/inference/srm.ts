import { chiSquareTail } from './distributions.ts';

/** How many an arm has, and what share of all it was to have. */
export type Share = { readonly users: number; readonly weight: number };

export type RatioCheck = {
  readonly p: number;
  /** `mismatch`: arms are not of the sizes that were drawn, so people are lost on one side and nothing that is read holds. */
  readonly state: 'fine' | 'mismatch' | 'too_few';
};

/** Below it, it is no chance: arms are looked at often, and one alarm in twenty would be heard no more. */
const ALARM = 0.001;
const FEWEST = 8;

/**
 * Sample ratio: Pearson's χ² of the arms' sizes against their weights (Fabijan and others, 2019, "Diagnosing sample ratio mismatch
 * in online controlled experiments"). Arms of no weight are left out.
 */
export function sampleRatio(arms: readonly Share[]): RatioCheck {
  const meant = arms.filter(({ weight }) => weight > 0);
  const weights = meant.reduce((sum, { weight }) => sum + weight, 0);
  const users = meant.reduce((sum, arm) => sum + arm.users, 0);
  if (meant.length < 2 || users === 0) return { p: 1, state: 'too_few' };
  const x = meant.reduce((sum, arm) => {
    const expected = (users * arm.weight) / weights;
    return sum + (arm.users - expected) ** 2 / expected;
  }, 0);
  const p = chiSquareTail(x, meant.length - 1);
  const few = meant.some((arm) => (users * arm.weight) / weights < FEWEST);
  return { p, state: few ? 'too_few' : p < ALARM ? 'mismatch' : 'fine' };
}
