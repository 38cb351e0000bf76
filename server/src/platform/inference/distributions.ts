/**
 * What tests and intervals ask of the normal, Student's and the χ² distribution. Of our own: five functions of @stdlib bring 232
 * packages with them, jstat is off by millionths in its tails, and simple-statistics stops at z = 4. Held against values of
 * @stdlib to ten digits.
 */

/** P(X ≤ x) of the standard normal: by the incomplete gamma function, right in both tails. */
export function normalCdf(x: number): number {
  const tail = upperGamma(0.5, (x * x) / 2) / 2;
  return x > 0 ? 1 - tail : tail;
}

export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The x below which p of the standard normal lies. Acklam's rational approximation (2003), mended twice by Halley. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  let x = p < 0.02425 ? inTheTail(p) : inTheMiddle(p);
  for (let turn = 0; turn < 2; turn += 1) {
    const step = (normalCdf(x) - p) / normalDensity(x);
    x -= step / (1 + (x * step) / 2);
  }
  return x;
}

/** P(T ≤ t) of Student's distribution with `df` degrees of freedom, whole or not. */
export function studentCdf(t: number, df: number): number {
  if (t === 0) return 0.5;
  const tail = studentTail(Math.abs(t), df);
  return t > 0 ? 1 - tail : tail;
}

/** P(T > t), t ≥ 0: kept apart, since 1 − cdf loses what is small. */
export function studentTail(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
}

/**
 * The t below which p lies. Newton, from the normal's, which lies nearer to zero: the tail is convex, so no step goes too far.
 */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  const scale = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI);
  let t = normalQuantile(p);
  for (let turn = 0; turn < 500; turn += 1) {
    const density = scale * (1 + (t * t) / df) ** (-(df + 1) / 2);
    const step = (studentTail(t, df) - (1 - p)) / density;
    t += step;
    if (Math.abs(step) < 1e-13 * t) break;
  }
  return t;
}

/** P(X > x) of χ² with `df` degrees of freedom. */
export function chiSquareTail(x: number, df: number): number {
  return x <= 0 ? 1 : upperGamma(df / 2, x / 2);
}

function inTheTail(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p));
  const above =
    ((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const below =
    (((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1;
  return above / below;
}

function inTheMiddle(p: number): number {
  const q = p - 0.5;
  const r = q * q;
  const above =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239;
  const below =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1;
  return (above * q) / below;
}

const TINY = 1e-300;
const CLOSE = 1e-16;
const MOST = 100_000;

/** Q(a, x), the regularized upper incomplete gamma function: a series below a + 1, Lentz's continued fraction above. */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let n = 1; n < MOST && term > sum * CLOSE; n += 1) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - sum * scale;
  }
  let b = x + 1 - a;
  let [c, d] = [1 / TINY, 1 / b];
  let fraction = d;
  for (let n = 1; n < MOST; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / away(an * d + b);
    c = away(b + an / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < CLOSE) break;
  }
  return scale * fraction;
}

/** I_x(a, b), the regularized incomplete beta function, by Lentz's continued fraction on the side where it closes fast. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MOST; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < CLOSE) break;
  }
  return front * fraction;
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** ln Γ(x), x > 0: moved up to where Stirling's series is exact to the last digit. */
function logGamma(x: number): number {
  let [shifted, below] = [x, 0];
  while (shifted < 12) {
    below += Math.log(shifted);
    shifted += 1;
  }
  const r = 1 / (shifted * shifted);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - below;
}
