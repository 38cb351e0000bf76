import { Money } from '../figures.tsx';
import { formatCount } from '../format.ts';
import type { GridColumn } from './grid.tsx';

/** A column of whole numbers. */
export function counted<Row>(title: string, of: (row: Row) => number): GridColumn<Row> {
  return { title, number: true, render: (row) => formatCount(of(row)), csv: of };
}

/** A column of fen, in yuan in a file. */
export function money<Row>(title: string, of: (row: Row) => number): GridColumn<Row> {
  return { title, number: true, render: (row) => <Money fen={of(row)} />, csv: (row) => of(row) / 100 };
}
