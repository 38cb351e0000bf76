/** Numbers that look drawn and are the same for the same words: mulberry32 over an FNV-1a hash of the seed. */
export type Random = {
  /** 0 ≤ x < 1. */
  next(): number;
  chance(share: number): boolean;
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T | undefined;
  some<T>(from: readonly T[], count: number): T[];
};

export function createRandom(...words: readonly (string | number)[]): Random {
  let state = 2166136261;
  for (const char of words.join('/')) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const random: Random = {
    next,
    chance: (share) => next() < share,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (from) => from[Math.floor(next() * from.length)],
    some: (from, count) => {
      const left = [...from];
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(Math.floor(next() * left.length), 1),
      ).flat();
    },
  };
  return random;
}
