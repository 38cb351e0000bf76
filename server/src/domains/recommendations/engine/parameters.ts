/**
 * Every number of the engine that was chosen by data, in one place. They were found by `fitting.ts`: of each shopper with three baskets and
 * more the last basket is held out, the rest is learnt, and one number after another takes the value by which most of the baskets held out
 * is found. `docs/operations/recommendations.md` says how to do it again with another shop's baskets.
 */
export type Parameters = {
  /** What a purchase still says of her one basket later, of 1. */
  readonly fades: number;
  /** How much it counts that goods are bought again by those who had them: the power of their share of rebuying. */
  readonly habit: number;
  /** Opportunities of the whole shop's share that stand beside those of the goods themselves. */
  readonly habitPrior: number;
  /** What a purchase of somebody still says of what is popular now, one basket later, of 1. */
  readonly fashion: number;
  /** What everybody and those like her buy counts, beside each basket of her own. */
  readonly others: number;
  /** Of that the share of what goes with what she has; the rest is what is popular. */
  readonly companions: number;
  /** What a purchase of hers still says of what goes with it, one basket later, of 1. */
  readonly leads: number;
  /** Persons of the whole shop that stand beside those who have both goods. */
  readonly shrink: number;
  /** How much less it counts that goods go with others if they are popular: the power of their share. */
  readonly plain: number;
  /** Neighbours kept of each of the goods. */
  readonly neighbours: number;
  /** Of each shopper so many goods, the latest, are asked what goes with them. */
  readonly looksAt: number;
};

export const PARAMETERS: Parameters = {
  fades: 0.85,
  habit: 0.5,
  habitPrior: 20,
  fashion: 1,
  others: 8,
  companions: 0.5,
  leads: 0.9,
  shrink: 20,
  plain: 0.2,
  neighbours: 100,
  looksAt: 60,
};
