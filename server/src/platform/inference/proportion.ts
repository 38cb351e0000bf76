import { type Measure, plain } from './measure.ts';

/** The share of `n` who did it. Its variance is p (1 − p), of the whole and not of a sample. */
export function proportionOf({ n, sum }: { readonly n: number; readonly sum: number }): Measure {
  const share = n > 0 ? sum / n : 0;
  return plain(n, share, share * (1 - share));
}
