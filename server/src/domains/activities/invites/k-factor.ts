import type { Ranged } from '@huoshui/contracts/uplift';
import type { Static } from '@sinclair/typebox';

/** Below so many people no figure says anything. Taste. */
const FEWEST = 20;
const Z = 1.96;

/**
 * Newcomers that each who takes part brings, and the interval that holds it 95 times of 100: the mean of what everybody brought with its
 * standard error, since who brings ten is no ten people. Where nobody brought anybody at most 3 ⁄ n is left (rule of three). `squares`: the
 * sum of the squares of what each brought. One look, not a sequence: it describes, nothing is decided by it.
 */
export function kFactor({
  inviters: n,
  brought: sum,
  squares,
}: {
  readonly inviters: number;
  readonly brought: number;
  readonly squares: number;
}): Static<typeof Ranged> | null {
  if (n < FEWEST) return null;
  const mean = sum / n;
  if (sum === 0) return { value: 0, low: 0, high: hundredths(3 / n) };
  const error = Math.sqrt(Math.max(0, squares / n - mean * mean) / (n - 1));
  return {
    value: hundredths(mean),
    low: hundredths(Math.max(0, mean - Z * error)),
    high: hundredths(mean + Z * error),
  };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
