/** How p-values of several arms are held together. */
export type Correction = 'none' | 'holm' | 'benjamini_hochberg';

/**
 * Several arms are several chances to err. Holm (1979) keeps the chance that any of them errs at all: the k-th smallest of m times
 * m − k + 1, never below the one before. Benjamini and Hochberg (1995) keep the share of errors among what is found: the k-th
 * smallest times m ⁄ k, never above the one after.
 */
export function corrected(ps: readonly number[], correction: Correction): readonly number[] {
  if (correction === 'none') return ps;
  const m = ps.length;
  const order = ps.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const found = new Map<number, number>();
  if (correction === 'holm') {
    let least = 0;
    order.forEach(({ p, index }, at) => {
      least = Math.max(least, Math.min(1, p * (m - at)));
      found.set(index, least);
    });
  } else {
    let most = 1;
    for (const [at, { p, index }] of [...order.entries()].reverse()) {
      most = Math.min(most, (p * m) / (at + 1));
      found.set(index, most);
    }
  }
  return ps.map((p, index) => found.get(index) ?? p);
}

/** At which alpha each of so many intervals is drawn, so that all of them hold together (Bonferroni). */
export function alphaOfEach(alpha: number, arms: number, correction: Correction): number {
  return correction === 'none' ? alpha : alpha / Math.max(1, arms);
}
