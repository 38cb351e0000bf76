/** Entrants and converts of one arm. */
export type Count = { readonly members: number; readonly converted: number };

export type Uplift = {
  /** Difference of the rates, in points of percent, and its 95 % interval. */
  readonly points: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: 'better' | 'worse' | 'unclear' | 'too_few';
};

const Z = 1.959963984540054;
const FEWEST = 20;

/**
 * Difference of two independent proportions with Newcombe's hybrid score interval (Newcombe 1998, Statistics in Medicine
 * 17:873–890, method 10): right near 0 and 1 and for small arms, where the usual normal interval is not.
 */
export function uplift(treated: Count, holdout: Count): Uplift {
  if (treated.members === 0 || holdout.members === 0) return { points: 0, low: -100, high: 100, verdict: 'too_few' };
  const a = wilson(treated);
  const b = wilson(holdout);
  const difference = a.rate - b.rate;
  const low = difference - Math.hypot(a.rate - a.low, b.high - b.rate);
  const high = difference + Math.hypot(a.high - a.rate, b.rate - b.low);
  const few = treated.members < FEWEST || holdout.members < FEWEST;
  const verdict = few ? 'too_few' : low > 0 ? 'better' : high < 0 ? 'worse' : 'unclear';
  return { points: round(difference * 100), low: round(low * 100), high: round(high * 100), verdict };
}

/** Wilson's score interval of one proportion (Wilson 1927). */
export function wilson({ members, converted }: Count): { rate: number; low: number; high: number } {
  const rate = converted / members;
  const z2 = Z * Z;
  const middle = (rate + z2 / (2 * members)) / (1 + z2 / members);
  const half = (Z / (1 + z2 / members)) * Math.sqrt((rate * (1 - rate)) / members + z2 / (4 * members * members));
  return { rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export function upliftText({ points, low, high, verdict }: Uplift): string {
  const range = `95% 区间 ${signed(low)} 至 ${signed(high)} 个百分点`;
  if (verdict === 'too_few') return `人数还少（每组至少 ${FEWEST} 人），暂不下结论`;
  if (verdict === 'better') return `确有提升：转化率比对照组高 ${Math.abs(points)} 个百分点（${range}）`;
  if (verdict === 'worse') return `转化率比对照组低 ${Math.abs(points)} 个百分点（${range}），建议检查或停用`;
  return `还看不出差别：相差 ${signed(points)} 个百分点（${range}）`;
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

/** To hundredths, halves away from zero: the difference of swapped arms is the same number with the other sign. */
function round(value: number): number {
  return (Math.sign(value) * Math.round(Math.abs(value) * 100)) / 100;
}
