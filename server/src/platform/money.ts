/**
 * Split `total` fen over `weights` by largest remainder: parts add up to `total` exactly and differ from the ideal share
 * by less than one fen. Ties go to the earlier place. All weights zero gives all zeros (nothing can carry it).
 * Integer arithmetic throughout: products are taken as BigInt, so no cart is too large.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0 || total === 0) return weights.map(() => 0);
  const exact = weights.map((weight, place) => {
    const product = BigInt(total) * BigInt(weight);
    return { place, floor: Number(product / BigInt(sum)), rest: product % BigInt(sum) };
  });
  const parts = exact.map((e) => e.floor);
  let left = total - parts.reduce((a, b) => a + b, 0);
  const byRest = [...exact].sort((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1));
  for (const { place } of byRest) {
    if (left === 0) break;
    parts[place] = (parts[place] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/** 1234 fen → `12.34`; 1200 → `12`, or `12.00` where amounts stand under one another (`fixed`). */
export function formatYuan(fen: number, fixed = false): string {
  const sign = fen < 0 ? '-' : '';
  const cents = Math.abs(fen);
  const whole = Math.floor(cents / 100);
  const rest = cents % 100;
  if (!fixed && rest === 0) return `${sign}${whole}`;
  const decimals = String(rest).padStart(2, '0');
  return `${sign}${whole}.${fixed ? decimals : decimals.replace(/0$/, '')}`;
}
