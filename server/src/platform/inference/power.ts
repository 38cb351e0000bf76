import type { Prior } from './bayesian.ts';
import { normalCdf, normalQuantile } from './distributions.ts';
import { reach, rhoSquared } from './sequential.ts';

/** How an effect will be read, and which one must not be missed. */
export type Aim = {
  /** The least effect that matters, in the effect's unit. */
  readonly least: number;
  readonly alpha: number;
  readonly power: number;
  /** Read at every look, narrowest at so many people; null: read once. */
  readonly narrowestAt: number | null;
  readonly prior: Prior | null;
};

/** What is known so far: so many people, and the standard error of the effect that they leave. */
export type SoFar = { readonly n: number; readonly error: number };

/** How probable it is that the least effect is found once there are `scale` times as many more people. */
export function powerAt({ n, error }: SoFar, aim: Aim, scale: number): number {
  const variance = (error * error) / (1 + scale);
  const deviation = Math.sqrt(variance);
  const z = normalQuantile(1 - aim.alpha / 2);
  if (aim.prior) {
    const width = variance * Math.sqrt(1 / aim.prior.variance + 1 / variance) * z;
    const drawn = (variance * aim.prior.mean) / aim.prior.variance;
    return 1 - normalCdf((width - drawn - aim.least) / deviation) + normalCdf(-(width + drawn + aim.least) / deviation);
  }
  const errors =
    aim.narrowestAt === null ? z : reach(n * (1 + scale), rhoSquared(aim.alpha, aim.narrowestAt), aim.alpha);
  const at = aim.least / deviation;
  return 1 - normalCdf(errors - at) + normalCdf(-(errors + at));
}

const TOLERANCE = 1e-5;

/** How many times as many more people are needed: 0 where there are enough, null where 2²⁷ times are too few. */
export function scaleNeeded(soFar: SoFar, aim: Aim): number | null {
  if (powerAt(soFar, aim, 0) > aim.power) return 0;
  let high = 1;
  while (powerAt(soFar, aim, high) < aim.power) {
    high *= 2;
    if (high > 2 ** 27) return null;
  }
  let [low, scale] = [0, high];
  for (let turn = 0; turn < 100; turn += 1) {
    if (powerAt(soFar, aim, scale) > aim.power) high = scale;
    else low = scale;
    scale = (low + high) / 2;
    if (Math.abs(powerAt(soFar, aim, scale) - aim.power) < TOLERANCE) break;
  }
  return scale;
}
