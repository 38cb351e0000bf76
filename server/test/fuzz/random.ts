/** The same numbers for the same seed, on every machine (mulberry32). */
export type Random = {
  /** 0 ≤ x < 1. */
  next(): number;
  below(n: number): number;
  pick<T>(some: readonly T[]): T;
  /** True once in `n`. */
  once(n: number): boolean;
};

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    pick: (some) => {
      const found = some[below(some.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    once: (n) => below(n) === 0,
  };
}
