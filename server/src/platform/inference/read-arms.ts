import { type AdjustedSums, adjustedOf, thetaOf } from './adjusted.ts';
import { type Believed, bayesian, type Prior } from './bayesian.ts';
import { alphaOfEach, type Correction, corrected } from './correction.ts';
import { type Difference, effectOf, type Incomparable } from './effect.ts';
import { frequentist, type Interval } from './frequentist.ts';
import { meanOf } from './mean.ts';
import type { Measure, Sums } from './measure.ts';
import { proportionOf } from './proportion.ts';
import { type QuantileSums, quantileOf } from './quantile.ts';
import { type RatioSums, ratioOf } from './ratio.ts';
import { sequential } from './sequential.ts';

export type Method = 'frequentist' | 'sequential' | 'bayesian';

export type ReadBy = {
  readonly method: Method;
  readonly difference: Difference;
  readonly alpha: number;
  /** At how many people, both arms together, the sequential interval is narrowest. */
  readonly narrowestAt: number;
  readonly prior: Prior | null;
  readonly correction: Correction;
  readonly lowerIsBetter: boolean;
};

export const readAsUsual: ReadBy = {
  method: 'sequential',
  difference: 'relative',
  alpha: 0.05,
  narrowestAt: 5000,
  prior: null,
  correction: 'none',
  lowerIsBetter: false,
};

/** The sums of each arm, the control first. */
export type Figures =
  | { readonly metric: 'proportion'; readonly arms: readonly { readonly n: number; readonly sum: number }[] }
  | { readonly metric: 'mean'; readonly arms: readonly (Sums | AdjustedSums)[] }
  | { readonly metric: 'ratio'; readonly arms: readonly RatioSums[] }
  | { readonly metric: 'quantile'; readonly arms: readonly QuantileSums[] };

/** What an arm does beyond the control. By sequential and frequentist reading p says how easily chance does as much. */
export type Compared = {
  readonly estimate: number;
  /** Standard error of the estimate, or the deviation of what is believed of it. */
  readonly error: number;
  readonly interval: Interval;
  readonly p: number | null;
  /** The p-value held together with those of the other arms. */
  readonly pCorrected: number | null;
  readonly chanceToWin: number;
  readonly risk: Believed['risk'];
};

/** Measures of these arms; means are adjusted, with one θ, where every arm knows what was before. */
export function measuresOf(figures: Figures): readonly Measure[] {
  switch (figures.metric) {
    case 'proportion':
      return figures.arms.map(proportionOf);
    case 'ratio':
      return figures.arms.map(ratioOf);
    case 'quantile':
      return figures.arms.map(quantileOf);
    case 'mean': {
      const known = figures.arms.flatMap((arm) => ('before' in arm ? [arm] : []));
      if (known.length < figures.arms.length) return figures.arms.map(meanOf);
      const theta = thetaOf(known);
      return known.map((arm) => adjustedOf(arm, theta));
    }
  }
}

/** Each arm but the first against the first; in the order of the arms. */
export function readArms(figures: Figures, by: ReadBy): readonly (Compared | Incomparable)[] {
  const others = figures.arms.length - 1;
  const alpha = alphaOfEach(by.alpha, others, by.correction);
  const found = Array.from({ length: others }, (_, index) => compare(figures, index + 1, by, alpha));
  const ps = found.map((one) => (typeof one === 'string' ? null : one.p));
  const known = ps.filter((p) => p !== null);
  const together = [...corrected(known, by.correction)];
  return found.map((one) =>
    typeof one === 'string' || one.p === null ? one : { ...one, pCorrected: together.shift() ?? null },
  );
}

function compare(figures: Figures, at: number, by: ReadBy, alpha: number): Compared | Incomparable {
  const [control, arm] = measuresOf(pairOf(figures, at));
  if (control === undefined || arm === undefined) return 'nobody';
  const effect = effectOf(control, arm, by.difference);
  if (typeof effect === 'string') return effect;
  const believed = bayesian(effect, alpha, by.prior, by.lowerIsBetter);
  const { chanceToWin, risk } = believed;
  if (by.method === 'bayesian') {
    const { estimate, deviation, interval } = believed;
    return { estimate, error: deviation, interval, p: null, pCorrected: null, chanceToWin, risk };
  }
  const tested = by.method === 'frequentist' ? frequentist(effect, alpha) : sequential(effect, alpha, by.narrowestAt);
  return { estimate: effect.value, error: effect.error, ...tested, pCorrected: tested.p, chanceToWin, risk };
}

/** The control and one arm alone: so θ is theirs. */
function pairOf(figures: Figures, at: number): Figures {
  const pick = <Arm>(arms: readonly Arm[]) => arms.filter((_, index) => index === 0 || index === at);
  switch (figures.metric) {
    case 'proportion':
      return { metric: 'proportion', arms: pick(figures.arms) };
    case 'mean':
      return { metric: 'mean', arms: pick(figures.arms) };
    case 'ratio':
      return { metric: 'ratio', arms: pick(figures.arms) };
    case 'quantile':
      return { metric: 'quantile', arms: pick(figures.arms) };
  }
}
