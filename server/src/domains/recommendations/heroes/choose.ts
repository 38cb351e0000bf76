type Choice = {
  readonly most: number;
  readonly pinned: readonly string[];
  /** The best first. */
  readonly ranked: readonly string[];
  /** What the week before showed. */
  readonly before: ReadonlySet<string>;
};

/**
 * A week's list: what is pinned, then the best; half of what is not pinned are goods that the week before did not show, as far as there are
 * any. Each once.
 */
export function choose({ most, pinned, ranked, before }: Choice): readonly string[] {
  const first = [...new Set(pinned)].slice(0, most);
  const rest = ranked.filter((id) => !first.includes(id));
  const places = most - first.length;
  const fresh = rest.filter((id) => !before.has(id)).slice(0, Math.floor(places / 2));
  const taken = new Set(fresh);
  for (const id of rest) if (taken.size < places) taken.add(id);
  return [...first, ...rest.filter((id) => taken.has(id))];
}
