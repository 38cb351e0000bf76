import { type Case, type Measures, measure } from './measure.ts';
import type { Parameters } from './parameters.ts';
import type { Basket } from './profiles.ts';

/** The values that are tried for each number, in the order in which the numbers are looked at. */
const LADDERS: Readonly<Record<keyof Parameters, readonly number[]>> = {
  fades: [0.7, 0.8, 0.85, 0.9, 0.95, 1],
  habit: [0, 0.3, 0.5, 0.7, 1, 1.5],
  habitPrior: [5, 10, 20, 50, 100],
  fashion: [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  others: [0.5, 1, 2, 3, 5, 8, 12, 20],
  companions: [0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9],
  leads: [0.3, 0.5, 0.7, 0.8, 0.9, 1],
  shrink: [1, 3, 10, 20, 50],
  plain: [0, 0.1, 0.2, 0.3, 0.4, 0.5],
  neighbours: [50, 100, 200, 400],
  looksAt: [30, 60, 120],
};

/** Whoever has fewer baskets is learnt from, and has none to spare. */
const FEWEST_BASKETS = 3;

/** Each shopper's last basket as the one to be found. Nothing else of a file of baskets is ever fitted on. */
export function heldOut(histories: readonly (readonly Basket[])[]): readonly Case[] {
  return histories.map((history) => {
    const last = history.at(-1);
    return history.length < FEWEST_BASKETS || last === undefined
      ? { history, next: [] }
      : { history: history.slice(0, -1), next: last.items };
  });
}

/** Half as much for finding anything at all as for finding all of it. */
export const worth = ({ recall, hit }: Measures): number => recall + hit / 4;

/**
 * One number after another takes the value of its ladder by which most is found, the others staying as they are, round after round; the same cases
 * always give the same numbers. `tell` hears each number as it is settled.
 */
export async function fit(
  cases: readonly Case[],
  items: number,
  from: Parameters,
  { k, rounds, tell }: { readonly k: number; readonly rounds: number; readonly tell: (line: object) => void },
): Promise<{ readonly parameters: Parameters; readonly measures: Measures }> {
  let best = { parameters: from, measures: await measure(cases, items, from, k) };
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, values] of Object.entries(LADDERS)) {
      for (const value of values) {
        const parameters = { ...best.parameters, [name]: value };
        const measures = await measure(cases, items, parameters, k);
        if (worth(measures) > worth(best.measures)) best = { parameters, measures };
      }
      tell({ round, name, value: Reflect.get(best.parameters, name), ...best.measures });
    }
  }
  return best;
}
