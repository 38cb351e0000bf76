import type { Picked } from '@huoshui/contracts/form';
import type { ReactNode } from 'react';
import type { CsvCell } from '../csv.ts';
import { formatCount } from '../format.ts';

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
  /** Always there, at the right edge where the others are wider than the window. */
  readonly stays?: boolean;
};

export type Filter = {
  readonly key: string;
  readonly label: string;
  readonly width?: number;
} & (
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] }
  /** One thing of many, found by its name as in a form. */
  | { readonly kind: 'pick'; readonly of: Picked }
  /** Two business days, `from..to`. */
  | { readonly kind: 'days' }
);

export type ListRequest = {
  readonly q: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly filters: Readonly<Record<string, string>>;
};

/** How many rows a list has, where it says so; `andMore`: counting stopped there. */
export type Counted = { readonly total?: number | undefined; readonly andMore?: true | undefined };

export type ListPage<Row> = Counted & {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
};

/** `9,876`, or `10,000+` where counting stopped. */
export const countWords = ({ total, andMore }: Counted): string | undefined =>
  total === undefined ? undefined : `${formatCount(total)}${andMore ? '+' : ''}`;

/** A text from the address as one of the allowed values, or nothing. */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
  text: string | undefined,
): Values[number] | undefined {
  return values.find((value) => value === text);
}
