import type { Effect } from './effect.ts';
import type { Tested } from './frequentist.ts';

/**
 * Right at all looks together: whoever looks every day and stops when she likes is wrong at most `alpha` of the time. The asymptotic
 * confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024, Annals of Statistics 52:2613–2640, theorem 2.2;
 * arXiv 2103.06476), with ρ fixed by the number of people at which it is narrowest. The p-value is the smallest alpha whose
 * sequence leaves out zero.
 */
export function sequential({ value, error, n }: Effect, alpha: number, narrowestAt: number): Tested {
  const rho2 = rhoSquared(alpha, narrowestAt);
  const half = error * reach(n, rho2, alpha);
  const grown = n * rho2 + 1;
  const z = value / error;
  const p = Math.sqrt(grown) * Math.exp((-z * z * n * rho2) / (2 * grown));
  return { interval: [value - half, value + half], p: Math.min(1, p) };
}

/** ρ² = (−2 ln α + ln(−2 ln α + 1)) ⁄ N*: narrowest at N* (ibid., appendix B.2). */
export function rhoSquared(alpha: number, narrowestAt: number): number {
  const twice = -2 * Math.log(alpha);
  return (twice + Math.log(twice + 1)) / narrowestAt;
}

/** How many standard errors the sequence reaches at n: √( 2 (nρ² + 1) ⁄ (nρ²) · ln( √(nρ² + 1) ⁄ α ) ). */
export function reach(n: number, rho2: number, alpha: number): number {
  const at = n * rho2;
  return Math.sqrt(((2 * (at + 1)) / at) * Math.log(Math.sqrt(at + 1) / alpha));
}
