/** A share and the interval that holds what is behind it 95 times of a hundred. */
export type Proportion = { readonly share: number; readonly low: number; readonly high: number };

const Z = 1.96;

/**
 * `part` of `whole`, with the score interval of Wilson (1927): it stays within 0 and 1 and is right for few as well, where p ± 1.96 σ
 * says that nothing can ever happen. Null where there is nothing to be a part of; without an interval where it is no part (more
 * than the whole).
 */
export function proportion(part: number, whole: number): Proportion | { readonly share: number } | null {
  if (whole <= 0) return null;
  const share = part / whole;
  if (part > whole) return { share };
  const z2 = (Z * Z) / whole;
  const middle = (share + z2 / 2) / (1 + z2);
  const half = (Z / (1 + z2)) * Math.sqrt((share * (1 - share)) / whole + z2 / (4 * whole));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
