import { asInteger, asRange } from '../address/shapes.ts';
import type { Filter } from './column.ts';

/** Where in a list one is, as its address says. */
export type Place = {
  readonly q: string;
  readonly filters: Readonly<Record<string, string>>;
  /** The row whose drawer is open. */
  readonly openRow: string | null;
  /** The cursor of the page, and how deep it is; the first page has none. */
  readonly after: string | undefined;
  readonly page: number;
  readonly limit: number;
  /** Search and filters only: what a saved view keeps. */
  readonly search: string;
};

export const limits = [20, 50, 100] as const;

export function placeOf(params: URLSearchParams, filterKeys: readonly string[]): Place {
  const own = new URLSearchParams();
  for (const key of ['q', ...filterKeys].sort()) {
    const value = params.get(key);
    if (value !== null && value !== '') own.set(key, value);
  }
  const after = params.get('after') || undefined;
  const limit = Number(params.get('limit'));
  return {
    q: own.get('q') ?? '',
    filters: Object.fromEntries([...own].filter(([key]) => key !== 'q')),
    openRow: params.get('open'),
    after,
    page: after === undefined ? 1 : (asInteger(2, 100_000).read(params.get('page') ?? '') ?? 2),
    limit: limits.find((one) => one === limit) ?? 20,
    search: own.toString(),
  };
}

/** Parameters of the list's own that say nothing it can use: a state that does not exist, a page without its cursor. */
export function wrongIn(params: URLSearchParams, filters: readonly Filter[]): readonly string[] {
  const limit = params.get('limit');
  return [
    ...filters
      .filter((filter) => params.has(filter.key) && !fits(filter, params.get(filter.key) ?? ''))
      .map(({ key }) => key),
    ...(params.has('page') && !params.has('after') ? ['page'] : []),
    ...(limit !== null && limits.every((one) => String(one) !== limit) ? ['limit'] : []),
  ];
}

function fits(filter: Filter, value: string): boolean {
  if (filter.kind === 'days') return asRange.read(value) !== undefined;
  // Whether there is such a thing only the server knows.
  if (filter.kind === 'pick') return value !== '';
  return filter.options.some((option) => option.value === value);
}
