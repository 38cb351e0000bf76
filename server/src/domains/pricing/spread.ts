/**
 * Spreads `total` over parts in proportion to `weights` by largest remainder, no part above its cap; what a cap cuts
 * off is spread again over the parts that still have room. Ties of remainders go to the lower index, so callers pass
 * their lines in id order. All integers ≥ 0.
 *
 * Largest remainder is the only one of five rules in use that keeps the sum and never makes a line negative.
 * Parts with weight or cap 0 get nothing; the result sums to `min(total, sum of the others' caps)`. Plain numbers where
 * products stay exact: this runs a hundred times a quote, and BigInt alone would cost more than the search.
 */
export function spread(total: number, weights: readonly number[], caps: readonly number[]): number[] {
  // in proportion to the room itself nobody can get too much
  if (weights === caps) return largestRemainder(Math.min(total, sumOf(caps)), weights);
  const shares = weights.map(() => 0);
  for (let left = total; left > 0; ) {
    const open = weights.map((weight, index) => ((shares[index] ?? 0) < (caps[index] ?? 0) ? weight : 0));
    const more = largestRemainder(left, open);
    let given = 0;
    for (let index = 0; index < more.length; index += 1) {
      const share = Math.min(more[index] ?? 0, (caps[index] ?? 0) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + share;
      given += share;
    }
    if (given === 0) break;
    left -= given;
  }
  return shares;
}

/**
 * The same over parts of lines: first over the lines, within each over its prices, within those over the parts, so that how
 * a line is cut into parts (by a rule that is not even used) never changes what it or one of its pieces costs. `levels`: for
 * each part the line, then the price; parts of one line, and of one price in it, stand together.
 */
export function spreadNested(
  total: number,
  weights: readonly number[],
  caps: readonly number[],
  levels: readonly (readonly number[])[],
): number[] {
  const [level, ...deeper] = levels;
  if (level === undefined || caps.length === 1) return spread(total, weights, caps);
  const starts = level.flatMap((key, at) => (at === 0 || key !== level[at - 1] ? [at] : []));
  const ends = starts.map((_, at) => starts[at + 1] ?? level.length);
  const within = (amounts: readonly number[]) => starts.map((start, at) => sumOf(amounts.slice(start, ends[at])));
  const room = within(caps);
  const shares = spread(total, weights === caps ? room : within(weights), room);
  return starts.flatMap((start, at) => {
    const some = caps.slice(start, ends[at]);
    const inside = deeper.map((keys) => keys.slice(start, ends[at]));
    return spreadNested(shares[at] ?? 0, weights === caps ? some : weights.slice(start, ends[at]), some, inside);
  });
}

/** Largest remainder without caps. All weights zero: all shares zero. */
function largestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = sumOf(weights);
  const shares: number[] = [];
  if (sum === 0) return weights.map(() => 0);
  const remainders: number[] = [];
  let left = total;
  for (const weight of weights) {
    const product = total * weight;
    const remainder = product <= Number.MAX_SAFE_INTEGER ? product % sum : exactRemainder(total, weight, sum);
    const share = product <= Number.MAX_SAFE_INTEGER ? (product - remainder) / sum : exactQuotient(total, weight, sum);
    shares.push(share);
    remainders.push(remainder);
    left -= share;
  }
  for (; left > 0; left -= 1) {
    const best = indexOfLargest(remainders);
    shares[best] = (shares[best] ?? 0) + 1;
    remainders[best] = -1;
  }
  return shares;
}

function indexOfLargest(values: readonly number[]): number {
  let best = 0;
  let largest = values[0] ?? 0;
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value > largest) {
      best = index;
      largest = value;
    }
  }
  return best;
}

// Beyond 2^53 a double loses fen.
function exactQuotient(a: number, b: number, c: number): number {
  return Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

function exactRemainder(a: number, b: number, c: number): number {
  return Number((BigInt(a) * BigInt(b)) % BigInt(c));
}

function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
