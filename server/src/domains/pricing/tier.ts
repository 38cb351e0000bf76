/** The last step that an amount reaches; steps stand in ascending order. */
export function reached<T>(tiers: readonly T[], amount: number, from: (tier: T) => number): T | undefined {
  let found: T | undefined;
  for (const tier of tiers) {
    if (from(tier) > amount) break;
    found = tier;
  }
  return found;
}

export function next<T>(tiers: readonly T[], amount: number, from: (tier: T) => number): T | undefined {
  return tiers.find((tier) => from(tier) > amount);
}

/** The first tier that does not ask for more, or does not give more, than the one below it; -1 when all rise. */
export function firstThatDoesNotRise<T>(
  tiers: readonly T[],
  from: (tier: T) => number,
  gives: (tier: T) => number,
): number {
  return tiers.findIndex((tier, at) => {
    const below = tiers[at - 1];
    return below !== undefined && (from(tier) <= from(below) || gives(tier) <= gives(below));
  });
}

/** Half-up to the fen. Integers in, integers out, exact below 2^53. */
export function percentOf(amount: number, percent: number): number {
  return Math.floor((amount * percent + 50) / 100);
}

/** 15 % off is 8.5 折. */
export function foldText(percentOff: number): string {
  return String((100 - percentOff) / 10);
}
