/**
 * Quantiles of values that are known by how often each is there; between two in proportion, as the store's
 * `quantileExactInclusive` gives them. Null of nothing.
 */
export function quantilesOf(times: ReadonlyMap<number, number>, levels: readonly number[]): (number | null)[] {
  const values = [...times].sort(([a], [b]) => a - b);
  const count = values.reduce((sum, [, times]) => sum + times, 0);
  return levels.map((level) => {
    if (count === 0) return null;
    const place = level * (count - 1);
    const low = valueAt(values, Math.floor(place));
    return low + (place - Math.floor(place)) * (valueAt(values, Math.ceil(place)) - low);
  });
}

/** How often each value is there, of lists of values and how often each was there (the store's `sumMap`). */
export function addTimes(lists: readonly (readonly [readonly number[], readonly number[]])[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const [values, counts] of lists)
    for (const [n, value] of values.entries()) times.set(value, (times.get(value) ?? 0) + Number(counts[n]));
  return times;
}

function valueAt(values: readonly (readonly [number, number])[], place: number): number {
  let passed = 0;
  for (const [value, times] of values) {
    passed += times;
    if (passed > place) return value;
  }
  return Number.NaN;
}
