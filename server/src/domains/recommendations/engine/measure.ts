import { learn, type Model } from './learn.ts';
import type { Parameters } from './parameters.ts';
import { type Basket, gatherProfiles, profileAt, profileOf } from './profiles.ts';
import { recommend } from './recommend.ts';

/** A shopper's baskets, and the one that came after them. */
export type Case = { readonly history: readonly Basket[]; readonly next: readonly number[] };

/** Means over shoppers. `again` and `fresh`: of what she had before and of what was new to her, each over those whose next basket has any. */
export type Measures = {
  readonly recall: number;
  /** Of whom anything was found. */
  readonly hit: number;
  readonly again: number;
  readonly fresh: number;
};

/** Learns from all histories and looks how much of the next baskets is found; who has no next basket is learnt from alone. */
export async function measure(
  cases: readonly Case[],
  items: number,
  parameters: Parameters,
  k: number,
): Promise<Measures> {
  const gather = gatherProfiles();
  for (const { history } of cases) gather.add(profileOf(history, parameters.fades));
  const profiles = gather.done();
  const model = await learn(profiles, items, parameters);
  return measuresOf(cases, (row) => recommended(model, parameters, profileAt(profiles, row), k));
}

function recommended(model: Model, parameters: Parameters, profile: ReturnType<typeof profileAt>, k: number): number[] {
  return recommend(model, parameters, profile, { most: k }).map(({ item }) => item);
}

export function measuresOf(cases: readonly Case[], itemsOf: (row: number) => readonly number[]): Measures {
  const sums = { recall: 0, hit: 0, again: 0, fresh: 0 };
  const of = { recall: 0, again: 0, fresh: 0 };
  cases.forEach(({ history, next }, row) => {
    if (next.length === 0) return;
    const had = new Set(history.flatMap(({ items }) => items));
    const found = new Set(itemsOf(row));
    const share = (among: readonly number[]) => among.filter((item) => found.has(item)).length / among.length;
    const [again, fresh] = [next.filter((item) => had.has(item)), next.filter((item) => !had.has(item))];
    of.recall += 1;
    sums.recall += share(next);
    sums.hit += share(next) > 0 ? 1 : 0;
    if (again.length > 0) {
      of.again += 1;
      sums.again += share(again);
    }
    if (fresh.length > 0) {
      of.fresh += 1;
      sums.fresh += share(fresh);
    }
  });
  const mean = (sum: number, n: number) => (n === 0 ? 0 : sum / n);
  return {
    recall: mean(sums.recall, of.recall),
    hit: mean(sums.hit, of.recall),
    again: mean(sums.again, of.again),
    fresh: mean(sums.fresh, of.fresh),
  };
}
