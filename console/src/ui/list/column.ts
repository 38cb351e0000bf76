import type { ReactNode } from 'react';
import type { CsvCell } from '../csv.ts';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** What stands in the exported file; a column without it is not exported. */
  readonly csv?: (row: Row) => CsvCell;
  readonly width?: number;
  readonly number?: boolean;
  /** Starts hidden; the operator may show it. */
  readonly hidden?: boolean;
};

export type Filter = {
  readonly key: string;
  readonly label: string;
  readonly width?: number;
} & (
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] }
  /** Two business days, `from..to`. */
  | { readonly kind: 'days' }
);

export type ListRequest = {
  readonly q: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly filters: Readonly<Record<string, string>>;
};

export type ListPage<Row> = {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
  readonly total?: number | undefined;
};

/** A text from the address as one of the allowed values, or nothing. */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
  text: string | undefined,
): Values[number] | undefined {
  return values.find((value) => value === text);
}
