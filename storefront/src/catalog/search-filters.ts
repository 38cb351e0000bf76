/** What of the hits she wants to see. Prices are fen. */
export type SearchFilters = {
  readonly priceFrom?: number;
  readonly priceTo?: number;
  readonly inStock?: boolean;
  readonly promoted?: boolean;
  readonly categoryId?: string;
};

export const noFilters: SearchFilters = {};

/** How many of them are set: one for both ends of a price band. */
export function filterCount({ priceFrom, priceTo, inStock, promoted, categoryId }: SearchFilters): number {
  const set = [priceFrom !== undefined || priceTo !== undefined, inStock, promoted, categoryId !== undefined];
  return set.filter(Boolean).length;
}

/** Typed yuan as fen; nothing where it is no price. */
export function fenOf(typed: string): number | undefined {
  const yuan = Number(typed.trim());
  return typed.trim() === '' || !Number.isFinite(yuan) || yuan < 0 || yuan > 100_000
    ? undefined
    : Math.round(yuan * 100);
}

/** A band typed the wrong way round is meant the right way round. */
export function bandOf(low: string, high: string): Pick<SearchFilters, 'priceFrom' | 'priceTo'> {
  const [from, to] = [fenOf(low), fenOf(high)];
  const [least, most] = from !== undefined && to !== undefined && from > to ? [to, from] : [from, to];
  return {
    ...(least === undefined ? {} : { priceFrom: least }),
    ...(most === undefined ? {} : { priceTo: most }),
  };
}
