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
  const shares = weights.map(() => 0);
  // in proportion to the room itself nobody can get too much
  if (weights === caps) shareOut(Math.min(total, sumBetween(caps, 0, caps.length)), weights, 0, weights.length, shares);
  else shareWithin(total, weights, caps, shares);
  return shares;
}

function shareWithin(total: number, weights: readonly number[], caps: readonly number[], shares: number[]): void {
  const more = shares.slice();
  for (let left = total; left > 0; ) {
    const open = weights.map((weight, index) => ((shares[index] ?? 0) < (caps[index] ?? 0) ? weight : 0));
    shareOut(left, open, 0, open.length, more);
    let given = 0;
    for (let index = 0; index < more.length; index += 1) {
      const share = Math.min(more[index] ?? 0, (caps[index] ?? 0) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + share;
      given += share;
    }
    if (given === 0) break;
    left -= given;
  }
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
      const parts = spread(share, weights.slice(from, to), caps.slice(from, to));
      for (let part = from; part < to; part += 1) shares[part] = parts[part - from] ?? 0;
    }
  }
}

const nothing: Group = { from: 0, to: 0, inside: null };

/**
 * Largest remainder without caps over the parts from one to before another, written where they stand. All weights zero: all
 * shares zero.
 */
function shareOut(total: number, weights: readonly number[], from: number, to: number, shares: number[]): void {
  const sum = sumBetween(weights, from, to);
  if (remainders.length < to - from) [remainders, ordered] = [memoryFor(to - from), memoryFor(to - from)];
  let left = sum === 0 ? 0 : total;
  for (let at = from; at < to; at += 1) {
    const weight = weights[at] ?? 0;
    const product = total * weight;
    let [share, remainder] = [0, 0];
    if (product > Number.MAX_SAFE_INTEGER) {
      share = exactQuotient(total, weight, sum);
      remainder = exactRemainder(total, weight, sum);
    } else if (sum > 0) {
      remainder = product % sum;
      share = (product - remainder) / sum;
    }
    shares[at] = share;
    remainders[at - from] = remainder;
    left -= share;
  }
  if (left > 0) giveOneEach(left, from, to, shares);
}

/** Of the parts at hand; one memory for all, since nothing waits in here: a quote asks two thousand times. */
let [remainders, ordered] = [memoryFor(256), memoryFor(256)];

function memoryFor(parts: number): Float64Array {
  return new Float64Array(2 * parts);
}

/** One fen to each of the `left` largest remainders, of equal ones to the first. */
function giveOneEach(left: number, from: number, to: number, shares: number[]): void {
  const least = nthLargest(left, to - from);
  let equals = left;
  for (let at = from; at < to; at += 1) if ((remainders[at - from] ?? 0) > least) equals -= 1;
  for (let at = from; at < to; at += 1) {
    const remainder = remainders[at - from] ?? 0;
    if (remainder < least || (remainder === least && equals-- <= 0)) continue;
    shares[at] = (shares[at] ?? 0) + 1;
  }
}

/** The nth largest of so many remainders, found by halving (quickselect): most of a sort is about the others. */
function nthLargest(nth: number, count: number): number {
  for (let at = 0; at < count; at += 1) ordered[at] = remainders[at] ?? 0;
  let [low, high] = [0, count - 1];
  const wanted = nth - 1;
  while (low < high) {
    const pivot = ordered[(low + high) >> 1] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((ordered[left] ?? 0) > pivot) left += 1;
      while ((ordered[right] ?? 0) < pivot) right -= 1;
      if (left > right) break;
      const larger = ordered[right] ?? 0;
      ordered[right] = ordered[left] ?? 0;
      ordered[left] = larger;
      left += 1;
      right -= 1;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return ordered[wanted] ?? 0;
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

// Beyond 2^53 a double loses fen.
function exactQuotient(a: number, b: number, c: number): number {
  return Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

function exactRemainder(a: number, b: number, c: number): number {
  return Number((BigInt(a) * BigInt(b)) % BigInt(c));
}
