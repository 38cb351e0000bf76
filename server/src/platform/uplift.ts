import { type Words, words } from '@huoshui/contracts/words';
import { reach, rhoSquared } from './inference/sequential.ts';
import { formatYuan } from './money.ts';

/** Entrants and converts of one arm. */
export type Count = { readonly members: number; readonly converted: number };
/** The two arms of one version: who came in under it was drawn by its share, and got what it does. */
export type Stratum = { readonly treated: Count; readonly holdout: Count };

/** A difference between the arms and the interval that holds it, whenever it is looked at. */
export type Difference = { readonly value: number; readonly low: number; readonly high: number };

export type Uplift = {
  /** Difference of the rates, in points of percent, and its interval. */
  readonly points: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: 'better' | 'worse' | 'unclear' | 'too_few';
};

const ALPHA = 0.05;
const FEWEST = 20;
/** At which weight (n₁n₀ ⁄ (n₁ + n₀)) the interval is narrowest: that of 2 000 people with a tenth held out. */
const NARROWEST_AT = 180;

type Arms<Arm> = { readonly treated: Arm; readonly holdout: Arm };

/** What a stratum weighs, Mantel and Haenszel: n₁n₀ ⁄ (n₁ + n₀). One that lacks an arm compares nothing and weighs nothing. */
export function weightOf({ treated, holdout }: Arms<{ readonly members: number }>): number {
  const members = treated.members + holdout.members;
  return members > 0 ? (treated.members * holdout.members) / members : 0;
}

/** What a quantity sums up to over an arm, and its squares. */
export type Moments = { readonly members: number; readonly sum: number; readonly squares: number };

/**
 * Difference of two means within strata, combined. Arms are never pooled over versions: where the share held out changed, the
 * pooled arms are made of different people, and their difference may even have the wrong sign (Simpson).
 *
 * With wₛ = n₁ₛn₀ₛ ⁄ (n₁ₛ + n₀ₛ), N = Σ wₛ and ŵₛ = wₛ ⁄ N, d = Σ ŵₛ (m₁ₛ − m₀ₛ) is the Mantel–Haenszel difference and
 * V = Σ ŵₛ² Vₛ its variance. Operators look at it every day and stop when they like, so an interval that is right 95 times of
 * a hundred at one look is wrong every third time at some look. This one holds at all looks together: the asymptotic
 * confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024, Annals of Statistics 52:2613–2640, theorem
 * 2.2), with σ² ⁄ t = V and t = N,
 *   d ± √V √( 2 (Nρ² + 1) ⁄ (Nρ²) · ln( √(Nρ² + 1) ⁄ α ) ),  ρ² = (−2 ln α + ln(−2 ln α + 1)) ⁄ N*  (`inference/sequential`),
 * narrowest at N*. Vₛ is the larger of the arms' own variances and that of both taken as one: rare events in a small
 * holdout have a variance of zero by themselves for a while. `prior`: for a share, one more of each outcome in either arm.
 */
export function difference(strata: readonly Arms<Moments>[], prior: 0 | 1): Difference {
  const compared = strata.filter((stratum) => weightOf(stratum) > 0);
  const total = compared.reduce((sum, stratum) => sum + weightOf(stratum), 0);
  const over = (of: (stratum: Arms<Moments>, weight: number) => number) =>
    compared.reduce((sum, stratum) => sum + of(stratum, weightOf(stratum) / total), 0);
  const value = over(({ treated, holdout }, w) => w * (treated.sum / treated.members - holdout.sum / holdout.members));
  const half =
    Math.sqrt(over((stratum, w) => w * w * varianceOf(stratum, prior))) *
    reach(total, rhoSquared(ALPHA, NARROWEST_AT), ALPHA);
  return { value, low: value - half, high: value + half };
}

function varianceOf({ treated: a, holdout: b }: Arms<Moments>, prior: number): number {
  const both = { members: a.members + b.members, sum: a.sum + b.sum, squares: a.squares + b.squares };
  const own = spread(a, prior) / a.members + spread(b, prior) / b.members;
  return Math.max(own, spread(both, prior) * (1 / a.members + 1 / b.members));
}

function spread({ members, sum, squares }: Moments, prior: number): number {
  const [n, mean] = [members + 2 * prior, (sum + prior) / (members + 2 * prior)];
  return Math.max(0, (squares + prior) / n - mean * mean);
}

export function uplift(strata: readonly Stratum[]): Uplift {
  const compared = strata.filter((stratum) => weightOf(stratum) > 0);
  if (compared.length === 0) return { points: 0, low: -100, high: 100, verdict: 'too_few' };
  const moments = ({ members, converted }: Count) => ({ members, sum: converted, squares: converted });
  const found = difference(
    compared.map(({ treated, holdout }) => ({ treated: moments(treated), holdout: moments(holdout) })),
    1,
  );
  const [low, high] = [Math.max(-1, found.low), Math.min(1, found.high)];
  const members = (arm: 'treated' | 'holdout') => compared.reduce((sum, stratum) => sum + stratum[arm].members, 0);
  const few = members('treated') < FEWEST || members('holdout') < FEWEST;
  const verdict = few ? 'too_few' : low > 0 ? 'better' : high < 0 ? 'worse' : 'unclear';
  return { points: round(found.value * 100), low: round(low * 100), high: round(high * 100), verdict };
}

/** A difference of means, fen a person, with the interval that holds it, and whether it says something. */
export type MeansUplift = Difference & Pick<Uplift, 'verdict'>;

/** As `uplift`, of what each person spent instead of how many did it: the same intervals, by the same strata. */
export function meansUplift(strata: readonly Arms<Moments>[]): MeansUplift {
  const compared = strata.filter((stratum) => weightOf(stratum) > 0);
  const members = (arm: 'treated' | 'holdout') => compared.reduce((sum, stratum) => sum + stratum[arm].members, 0);
  const spent = compared.reduce((sum, { treated, holdout }) => sum + treated.squares + holdout.squares, 0);
  // Where nobody bought, no sum says how far sums may lie apart.
  if (members('treated') < FEWEST || members('holdout') < FEWEST || spent === 0)
    return { value: 0, low: 0, high: 0, verdict: 'too_few' };
  const { value, low, high } = difference(compared, 0);
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'unclear';
  return { value: toFen(value), low: toFen(low), high: toFen(high), verdict };
}

/** Halves away from zero, as `round`. */
function toFen(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) || 0;
}

export function meansText({ value, low, high, verdict }: MeansUplift): Words {
  const yuan = (fen: number) => `${fen < 0 ? '−' : '+'}¥${formatYuan(Math.abs(fen))}`;
  const range = words(`95% 区间 ${yuan(low)} 至 ${yuan(high)}`, `95% interval ${yuan(low)} to ${yuan(high)}`);
  switch (verdict) {
    case 'too_few':
      return words(
        `人数还少，或还没有人买，暂不下结论`,
        `Too few people, or nobody has bought: nothing can be said yet`,
      );
    case 'better':
      return words(
        `人均消费高 ¥${formatYuan(value)}（${range.zh}）`,
        `¥${formatYuan(value)} more a person (${range.en})`,
      );
    case 'worse':
      return words(
        `人均消费低 ¥${formatYuan(-value)}（${range.zh}）`,
        `¥${formatYuan(-value)} less a person (${range.en})`,
      );
    case 'unclear':
      return words(
        `人均消费还看不出差别：相差 ${yuan(value)}（${range.zh}）`,
        `No difference in spending yet: ${yuan(value)} (${range.en})`,
      );
  }
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
