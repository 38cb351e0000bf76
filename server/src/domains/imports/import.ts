import type { Import as ImportShape } from '@huoshui/contracts/imports';
import type { Static } from '@sinclair/typebox';
import type { Encoding } from './encoding.ts';
import type { Mapping } from './mapping.ts';

/** A file that was brought and what became of it, as the API shows it. */
export type Import = Static<typeof ImportShape>;

/** A sheet of a workbook, kept as the text of a CSV. */
export type Sheet = { readonly name: string; readonly path: string; readonly bytes: number; readonly rows: number };

export type ImportRow = Omit<Import, 'createdAt' | 'finishedAt' | 'sheets'> & {
  readonly sheets: readonly Sheet[];
  readonly path: string;
  readonly encoding: Encoding;
  readonly mapping: Mapping | null;
  readonly tries: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

export function presentImport({ path: _path, encoding: _encoding, tries: _tries, sheets, ...row }: ImportRow): Import {
  const names = sheets.map(({ name }) => name);
  return {
    ...row,
    sheets: names,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
