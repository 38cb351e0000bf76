/**
 * How much of the change of a product each of its factors made, in whole fen that add up to the change exactly.
 *
 * Shapley: a factor's part is what changing it alone would change, taken over every order in which the factors could have
 * changed one after the other, on average (Shapley 1953; for products of factors: Albrecht, François and Schoors 2002). It is
 * exact for products, no factor comes first, and a factor that is zero needs no limit as the logarithmic mean Divisia index
 * would. Fen are then handed out by the largest remainder.
 *
 * A factor that nothing can be said of (per visitor, where there was none) stays as it is in the other time: it changed nothing.
 */
export function sharesOfChange(before: readonly (number | null)[], now: readonly (number | null)[]): number[] {
  const was = before.map((value, n) => value ?? now[n] ?? 0);
  const is = now.map((value, n) => value ?? before[n] ?? 0);
  const size = was.length;
  const exact = was.map((_, n) => {
    let sum = 0;
    for (let set = 0; set < 1 << size; set += 1) {
      if (set & (1 << n)) continue;
      let product = (is[n] ?? 0) - (was[n] ?? 0);
      let changed = 0;
      for (let other = 0; other < size; other += 1) {
        if (other === n) continue;
        const isChanged = (set & (1 << other)) !== 0;
        changed += isChanged ? 1 : 0;
        product *= (isChanged ? is[other] : was[other]) ?? 0;
      }
      sum += (product * factorial(changed) * factorial(size - changed - 1)) / factorial(size);
    }
    return sum;
  });
  const times = (values: readonly number[]) => values.reduce((product, value) => product * value, 1);
  return wholeParts(exact, Math.round(times(is)) - Math.round(times(was)));
}

/** Whole numbers next to these, that add up to `total`; ties go to the earlier place. */
function wholeParts(exact: readonly number[], total: number): number[] {
  const parts = exact.map((value) => Math.floor(steady(value)));
  const byRest = exact
    .map((value, place) => ({ place, rest: steady(steady(value) - Math.floor(steady(value))) }))
    .sort((a, b) => b.rest - a.rest || a.place - b.place);
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  for (let n = 0; n < Math.abs(left); n += 1) {
    const place = byRest[(left > 0 ? n : exact.length - 1 - (n % exact.length)) % exact.length]?.place ?? 0;
    parts[place] = (parts[place] ?? 0) + Math.sign(left);
  }
  return parts;
}

/** What adding up left over in the last digits decides no tie. */
const steady = (value: number): number => Math.round(value * 1e5) / 1e5;

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
