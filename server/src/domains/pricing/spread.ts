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

/** A group of parts that stand together, from one to before another; `inside`: how those in it do, null: each for itself. */
type Group = { readonly from: number; readonly to: number; readonly inside: Nest | null };
export type Nest = readonly Group[];

/** Of parts in ascending order: lines first, within each its prices; those of one line, and of one price in it, stand together. */
export function nestOf(
  touched: readonly number[],
  parts: readonly { readonly line: number; readonly unitPrice: number }[],
): Nest | null {
  const key = (level: 'line' | 'unitPrice') => (at: number) => parts[touched[at] ?? 0]?.[level] ?? 0;
  return groupsOf([key('line'), key('unitPrice')], 0, touched.length);
}

/** Null: every part is a group of its own, there is nothing to nest. */
function groupsOf([keyOf, ...deeper]: readonly ((at: number) => number)[], from: number, to: number): Nest | null {
  if (keyOf === undefined) return null;
  const groups: Group[] = [];
  for (let start = from, at = from + 1; at <= to; at += 1) {
    if (at < to && keyOf(at) === keyOf(start)) continue;
    groups.push({ from: start, to: at, inside: at - start === 1 ? null : groupsOf(deeper, start, at) });
    start = at;
  }
  if (groups.length === to - from) return null;
  // one group gets all there is: what counts is how it is divided
  return groups.length === 1 ? groupsOf(deeper, from, to) : groups;
}

/**
 * The same over parts of lines: first over the lines, within each over its prices, within those over the parts, so that how
 * a line is cut into parts (by a rule that is not even used) never changes what it or one of its pieces costs.
 */
export function spreadNested(
  total: number,
  weights: readonly number[],
  caps: readonly number[],
  nest: Nest | null,
): number[] {
  if (nest === null) return spread(total, weights, caps);
  const shares = caps.map(() => 0);
  spreadOver(nest, total, weights, caps, shares);
  return shares;
}

function spreadOver(
  nest: Nest,
  total: number,
  weights: readonly number[],
  caps: readonly number[],
  shares: number[],
): void {
  const room = sumsOf(nest, caps);
  const ofGroups = spread(total, weights === caps ? room : sumsOf(nest, weights), room);
  for (let at = 0; at < nest.length; at += 1) {
    const { from, to, inside } = nest[at] ?? nothing;
    const share = ofGroups[at] ?? 0;
    if (share === 0) continue;
    // alone in its group it gets what the group got
    if (to - from === 1) shares[from] = share;
    else if (inside !== null) spreadOver(inside, share, weights, caps, shares);
    else if (weights === caps) shareOut(share, caps, from, to, shares);
    else {
      const some = caps.slice(from, to);
      const parts = spread(share, weights === caps ? some : weights.slice(from, to), some);
      for (let part = from; part < to; part += 1) shares[part] = parts[part - from] ?? 0;
    }
  }
}

const nothing: Group = { from: 0, to: 0, inside: null };

/**
 * Largest remainder over a few parts in proportion to their own amounts, written where they stand: a quote asks it two
 * thousand times, of two or three parts each.
 */
function shareOut(total: number, amounts: readonly number[], from: number, to: number, shares: number[]): void {
  const sum = sumBetween(amounts, from, to);
  if (total * sum > Number.MAX_SAFE_INTEGER) {
    const exact = largestRemainder(total, amounts.slice(from, to));
    for (let at = from; at < to; at += 1) shares[at] = exact[at - from] ?? 0;
    return;
  }
  let left = total;
  for (let at = from; at < to; at += 1) {
    const product = total * (amounts[at] ?? 0);
    const share = (product - (product % sum)) / sum;
    shares[at] = share;
    left -= share;
  }
  for (; left > 0; left -= 1) {
    let best = from;
    let largest = 0;
    for (let at = from; at < to; at += 1) {
      // negative where the part has had its fen already
      const remainder = total * (amounts[at] ?? 0) - (shares[at] ?? 0) * sum;
      if (remainder > largest) [best, largest] = [at, remainder];
    }
    shares[best] = (shares[best] ?? 0) + 1;
  }
}

function sumsOf(nest: Nest, amounts: readonly number[]): number[] {
  const sums: number[] = [];
  for (const { from, to } of nest) sums.push(sumBetween(amounts, from, to));
  return sums;
}

function sumBetween(amounts: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += amounts[at] ?? 0;
  return sum;
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
  if (left > 0) giveOneEach(left, remainders, shares);
  return shares;
}

/** One fen to each of the `left` largest remainders, of equal ones to the first. */
function giveOneEach(left: number, remainders: readonly number[], shares: number[]): void {
  const least = new Float64Array(remainders).sort()[remainders.length - left] ?? 0;
  let equals = left;
  for (const remainder of remainders) if (remainder > least) equals -= 1;
  for (let at = 0; at < remainders.length; at += 1) {
    const remainder = remainders[at] ?? 0;
    if (remainder < least || (remainder === least && equals-- <= 0)) continue;
    shares[at] = (shares[at] ?? 0) + 1;
  }
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
