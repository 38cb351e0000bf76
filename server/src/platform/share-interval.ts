const Z = 1.959964;

/**
 * Between which shares the true one lies, 95 times of a hundred, where `part` of `whole` did something; null of nobody.
 * Wilson's score interval (1927, Journal of the American Statistical Association 22:209–212): right for few, and at 0 and 1.
 */
export function shareInterval(part: number, whole: number): { readonly low: number; readonly high: number } | null {
  if (whole <= 0) return null;
  const share = part / whole;
  const [middle, scale] = [share + (Z * Z) / (2 * whole), 1 + (Z * Z) / whole];
  const half = Z * Math.sqrt((share * (1 - share)) / whole + (Z * Z) / (4 * whole * whole));
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}
