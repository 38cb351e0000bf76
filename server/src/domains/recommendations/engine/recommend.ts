import type { Model } from './learn.ts';
import type { Parameters } from './parameters.ts';
import type { Habit, Profile } from './profiles.ts';

/** She likes it without having bought it: as much as what so many of all shoppers buy (0 to 1), and what says so. */
export type Liking = { readonly likes: number; readonly by: 'tag' | 'seen'; readonly tag: string };

/** Why one of the goods is there, the strongest first: she has it (again), it goes with something of hers, or many buy it. */
export type Why =
  | { readonly kind: 'again'; readonly habit: Habit }
  | { readonly kind: 'with'; readonly item: number }
  | ({ readonly kind: 'liked' } & Liking)
  | { readonly kind: 'popular' };

export type Pick = { readonly item: number; readonly score: number; readonly why: Why };

export type Wanted = {
  readonly most: number;
  /** At least and at most so many are new to her; what cannot be filled by one is filled by the other. */
  readonly fresh?: { readonly least: number; readonly most: number };
  /** What may be shown at all; everything without it. */
  readonly may?: (item: number) => boolean;
  /** Goods that lead to others instead of hers: her cart, the page she is on. They are not recommended. */
  readonly from?: readonly number[];
  /** What her own baskets count, of 1. */
  readonly own?: number;
  /** What she likes without having bought it: quiz answers, goods looked at. */
  readonly liked?: ReadonlyMap<number, Liking>;
};

/**
 * The goods of her next basket, or of a slot: `score = Σ fades^(baskets since) · again(item) + others · ((1 − companions) · popular + companions ·
 * what goes with hers)`. What she bought is an estimate from her own baskets, what all buy stands beside it as so many baskets more, so who
 * bought once is told by others, and who buys always by herself. Equal scores: what is more popular, then the lower place.
 */
export function recommend(model: Model, parameters: Parameters, profile: Profile, wanted: Wanted): Pick[] {
  const scores = scoresOf(model, parameters, profile, wanted);
  const mine = new Map(profile.habits.map((habit) => [habit.item, habit]));
  const not = new Set(wanted.from);
  const { least, most } = wanted.fresh ?? { least: 0, most: wanted.most };
  const may = (item: number) => !not.has(item) && (wanted.may?.(item) ?? true);
  const again = shortList(scores, model.popular, wanted.most);
  for (const item of mine.keys()) if (again.mayEnter(item) && may(item)) again.enter(item);
  const fresh = shortList(scores, model.popular, wanted.most);
  for (let item = 0; item < scores.length; item += 1)
    if (fresh.mayEnter(item) && !mine.has(item) && may(item)) fresh.enter(item);
  return blend(again.best, fresh.best, wanted.most, least, most, scores, model.popular).map((item) => ({
    item,
    score: scores[item] ?? 0,
    why: whyOf(model, mine, profile, wanted, item),
  }));
}

function scoresOf(
  { popular, again, companions, items }: Model,
  { others, companions: part, leads }: Parameters,
  { baskets, habits }: Profile,
  { from = [], own = 1, liked }: Wanted,
): Float64Array {
  const scores = new Float64Array(items);
  for (let item = 0; item < items; item += 1) scores[item] = others * (1 - part) * (popular[item] ?? 0);
  const leading =
    from.length > 0
      ? from.map((item) => ({ item, says: 1 }))
      : habits.map(({ item, last }) => ({ item, says: leads ** (baskets - 1 - last) }));
  const whole = leading.reduce((all, { says }) => all + says, 0);
  for (const { item, says } of leading)
    for (let at = companions.starts[item] ?? 0; at < (companions.starts[item + 1] ?? 0); at += 1) {
      const other = companions.item[at] ?? 0;
      scores[other] = (scores[other] ?? 0) + ((others * part * says) / whole) * (companions.share[at] ?? 0);
    }
  for (const { item, weight } of habits) scores[item] = (scores[item] ?? 0) + own * weight * (again[item] ?? 1);
  for (const [item, { likes }] of liked ?? []) scores[item] = (scores[item] ?? 0) + others * likes;
  return scores;
}

/** The best so many of those that are offered, best first: a short sorted list, so that most of the goods are passed by one comparison. */
function shortList(scores: Float64Array, popular: Float64Array, most: number) {
  const best: number[] = [];
  return {
    best,
    mayEnter: (item: number) => best.length < most || isBefore(scores, popular, item, best[most - 1] ?? item),
    enter: (item: number) => {
      let at = Math.min(best.length, most - 1);
      while (at > 0 && isBefore(scores, popular, item, best[at - 1] ?? item)) {
        best[at] = best[at - 1] ?? item;
        at -= 1;
      }
      best[at] = item;
    },
  };
}

function isBefore(scores: Float64Array, popular: Float64Array, a: number, b: number): boolean {
  const by = (scores[a] ?? 0) - (scores[b] ?? 0) || (popular[a] ?? 0) - (popular[b] ?? 0) || b - a;
  return by > 0;
}

/** By score, with the quota of what is new to her kept. */
function blend(
  again: readonly number[],
  fresh: readonly number[],
  most: number,
  least: number,
  mostFresh: number,
  scores: Float64Array,
  popular: Float64Array,
): number[] {
  const all = [...again, ...fresh].sort((a, b) => (isBefore(scores, popular, a, b) ? -1 : 1));
  const isFresh = new Set(fresh);
  let [freshLeft, againLeft] = [Math.min(most, mostFresh), most - Math.min(least, fresh.length)];
  const taken = new Set<number>();
  for (const item of all) {
    if (taken.size === most) break;
    if (isFresh.has(item) ? freshLeft-- > 0 : againLeft-- > 0) taken.add(item);
  }
  // The quota of one could not be filled: a full slot is worth more than a kept one.
  for (const item of all) if (taken.size < most) taken.add(item);
  return all.filter((item) => taken.has(item));
}

function whyOf(
  { companions }: Model,
  mine: ReadonlyMap<number, Habit>,
  { habits }: Profile,
  { from = [], liked }: Wanted,
  item: number,
): Why {
  const habit = mine.get(item);
  if (habit && from.length === 0) return { kind: 'again', habit };
  let closest: { readonly item: number; readonly share: number } | null = null;
  for (const of of from.length > 0 ? from : habits.map((one) => one.item))
    for (let at = companions.starts[of] ?? 0; at < (companions.starts[of + 1] ?? 0); at += 1)
      if (companions.item[at] === item && (companions.share[at] ?? 0) > (closest?.share ?? 0))
        closest = { item: of, share: companions.share[at] ?? 0 };
  if (closest) return { kind: 'with', item: closest.item };
  if (habit) return { kind: 'again', habit };
  const liking = liked?.get(item);
  return liking ? { kind: 'liked', ...liking } : { kind: 'popular' };
}
