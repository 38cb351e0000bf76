/** One who could be shown: how much of the people is hers, and how far her turn has come. */
export type Candidate = { readonly userid: string; readonly weight: number; readonly turn: number };

export type Chosen = { readonly userid: string; readonly turns: ReadonlyMap<string, number> };

/**
 * Smooth weighted round robin: everybody's turn grows by her weight, the furthest is chosen and steps back by the sum. From turns of
 * zero it comes around with a period of the sum of the weights, so in any window of that many choices each is chosen exactly as
 * often as her weight says; whoever calls begins at zero whenever the candidates are others.
 */
export function choose(candidates: readonly Candidate[]): Chosen | null {
  const sum = candidates.reduce((all, { weight }) => all + weight, 0);
  const grown = candidates.map(({ userid, weight, turn }) => ({ userid, turn: turn + weight }));
  const first = grown.reduce<(typeof grown)[number] | null>(
    (best, one) => (best === null || one.turn > best.turn ? one : best),
    null,
  );
  if (first === null) return null;
  const turns = grown.map(({ userid, turn }) => [userid, userid === first.userid ? turn - sum : turn] as const);
  return { userid: first.userid, turns: new Map(turns) };
}
