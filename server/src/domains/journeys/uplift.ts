import { type Words, words } from '@huoshui/contracts/words';

/** Entrants and converts of one arm. */
export type Count = { readonly members: number; readonly converted: number };
/** The two arms of one version: who came in under it was drawn by its share, and got what it does. */
export type Stratum = { readonly treated: Count; readonly holdout: Count };

export type Uplift = {
  /** Difference of the rates, in points of percent, and its 95 % interval. */
  readonly points: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: 'better' | 'worse' | 'unclear' | 'too_few';
};

const Z = 1.959963984540054;
const FEWEST = 20;

/** What a stratum weighs, Mantel and Haenszel: n₁n₀ ⁄ (n₁ + n₀). One that lacks an arm compares nothing and weighs nothing. */
export function weightOf({ treated, holdout }: Stratum): number {
  const members = treated.members + holdout.members;
  return members > 0 ? (treated.members * holdout.members) / members : 0;
}

/**
 * Difference of two proportions within strata, combined. Arms are never pooled over versions: where the share held out
 * changed, the pooled arms are made of different people, and their difference may even have the wrong sign (Simpson).
 *
 * With wₛ = n₁ₛn₀ₛ ⁄ (n₁ₛ + n₀ₛ), scaled to sum 1, d = Σ wₛ (p₁ₛ − p₀ₛ) is the Mantel–Haenszel risk difference. Its interval
 * is the stratified Newcombe of Yan and Su (2010, Statistics in Biopharmaceutical Research 2:329–335):
 *   low  = d − z √( λ₁ l₁(1 − l₁) + λ₀ u₀(1 − u₀) ),  high = d + z √( λ₁ u₁(1 − u₁) + λ₀ l₀(1 − l₀) ),  λₐ = Σ wₛ² ⁄ nₐₛ,
 * where lₐ, uₐ are the stratified Wilson limits of arm a. With one stratum it is Newcombe's hybrid score interval itself
 * (1998, Statistics in Medicine 17:873–890, method 10), since z²l(1 − l) ⁄ n = (p − l)² for a Wilson limit l: right near 0
 * and 1 and for small arms, where the usual normal interval is not.
 */
export function uplift(strata: readonly Stratum[]): Uplift {
  const compared = strata.filter((stratum) => weightOf(stratum) > 0);
  if (compared.length === 0) return { points: 0, low: -100, high: 100, verdict: 'too_few' };
  const a = stratifiedWilson(compared, ({ treated }) => treated);
  const b = stratifiedWilson(compared, ({ holdout }) => holdout);
  const difference = a.rate - b.rate;
  const reach = (x: number, y: number) => Z * Math.sqrt(a.lambda * x * (1 - x) + b.lambda * y * (1 - y));
  const low = Math.max(-1, difference - reach(a.low, b.high));
  const high = Math.min(1, difference + reach(a.high, b.low));
  const members = (arm: 'treated' | 'holdout') => compared.reduce((sum, stratum) => sum + stratum[arm].members, 0);
  const few = members('treated') < FEWEST || members('holdout') < FEWEST;
  const verdict = few ? 'too_few' : low > 0 ? 'better' : high < 0 ? 'worse' : 'unclear';
  return { points: round(difference * 100), low: round(low * 100), high: round(high * 100), verdict };
}

/**
 * The weighted rate of one arm and Yan and Su's limits: Wilson's in each stratum, at the quantile
 * z √(Σ w²v) ⁄ Σ w√v (v = p(1 − p) ⁄ n) that makes their weighted sum as wide as one interval of the whole.
 */
function stratifiedWilson(strata: readonly Stratum[], armOf: (stratum: Stratum) => Count) {
  const total = strata.reduce((sum, stratum) => sum + weightOf(stratum), 0);
  const parts = strata.map((stratum) => ({ weight: weightOf(stratum) / total, ...armOf(stratum) }));
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((all, part) => all + of(part), 0);
  const varied = parts.some(({ members, converted }) => converted > 0 && converted < members);
  // Where every rate is 0 or 1 nothing varies: then by the sizes alone, as for any rate that all have in common.
  const variance = ({ members, converted }: Count) =>
    varied ? ((converted / members) * (1 - converted / members)) / members : 1 / members;
  const z = (Z * Math.sqrt(sum((p) => p.weight ** 2 * variance(p)))) / sum((p) => p.weight * Math.sqrt(variance(p)));
  return {
    rate: sum((p) => (p.weight * p.converted) / p.members),
    low: sum((p) => p.weight * wilson(p, z).low),
    high: sum((p) => p.weight * wilson(p, z).high),
    lambda: sum((p) => p.weight ** 2 / p.members),
  };
}

/** Wilson's score interval of one proportion (Wilson 1927). */
export function wilson({ members, converted }: Count, z = Z): { rate: number; low: number; high: number } {
  const rate = converted / members;
  const z2 = z * z;
  const middle = (rate + z2 / (2 * members)) / (1 + z2 / members);
  const half = (z / (1 + z2 / members)) * Math.sqrt((rate * (1 - rate)) / members + z2 / (4 * members * members));
  return { rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export function upliftText({ points, low, high, verdict }: Uplift): Words {
  const [by, from, to] = [Math.abs(points), signed(low), signed(high)];
  const range = words(`95% 区间 ${from} 至 ${to} 个百分点`, `95% interval ${from} to ${to} points`);
  switch (verdict) {
    case 'too_few':
      return words(
        `人数还少（每组至少 ${FEWEST} 人），暂不下结论`,
        `Too few people yet (${FEWEST} in each arm) to say anything`,
      );
    case 'better':
      return words(
        `确有提升：达成率比对照组高 ${by} 个百分点（${range.zh}）`,
        `It works: ${by} points above the holdout (${range.en})`,
      );
    case 'worse':
      return words(
        `达成率比对照组低 ${by} 个百分点（${range.zh}），建议检查或停用`,
        `${by} points below the holdout (${range.en}): check it, or switch it off`,
      );
    case 'unclear':
      return words(
        `还看不出差别：相差 ${signed(points)} 个百分点（${range.zh}），区间里有 0，再多等一些人`,
        `No difference to be seen yet: ${signed(points)} points (${range.en}), which holds 0. It needs more people`,
      );
  }
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

/** To hundredths, halves away from zero: the difference of swapped arms is the same number with the other sign. */
function round(value: number): number {
  return (Math.sign(value) * Math.round(Math.abs(value) * 100)) / 100;
}
