import { type CsvCell, toCsv } from './csv.ts';

/** Rows under their names; `title` is what they are, where a file has several. */
export type FileTable = {
  readonly title?: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
};
/** What is saved for a spreadsheet; `name` without its ending. */
export type TableFile = { readonly name: string; readonly tables: readonly FileTable[] };
export const fileKinds = ['xlsx', 'csv'] as const;
export type FileKind = (typeof fileKinds)[number];

/** A workbook is made in one piece, in which the page does nothing else: so many cells take about two seconds. */
const MOST_CELLS = 200_000;

/** How many rows of so many columns a file of this kind holds. */
export function mostRowsOf(kind: FileKind, columns: number): number {
  return kind === 'csv' ? Number.POSITIVE_INFINITY : Math.floor(MOST_CELLS / Math.max(1, columns));
}

/** The file as it is saved: a CSV with its tables one under another, or a workbook with a sheet for each. */
export async function writeTables(
  { name, tables }: TableFile,
  kind: FileKind,
): Promise<{ readonly name: string; readonly content: string | Blob }> {
  if (kind === 'csv') {
    const texts = tables.map(({ header, rows }) => toCsv(header, rows));
    // The mark of the encoding stands at the beginning of a file alone.
    return { name: `${name}.csv`, content: texts.map((text, n) => (n === 0 ? text : text.slice(1))).join('\r\n') };
  }
  // Fetched when somebody wants one: no page carries it.
  const { default: writeXlsx } = await import('write-excel-file/browser');
  const names = sheetNames(tables.map(({ title }) => title ?? name));
  const sheets = tables.map(({ header, rows }, n) => ({
    sheet: names[n] ?? String(n + 1),
    data: [
      header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cell)),
    ],
    columns: header.map((title, at) => ({
      width: widthOf([title, ...rows.slice(0, 50).map((row) => row[at] ?? null)]),
    })),
    stickyRowsCount: 1,
  }));
  return { name: `${name}.xlsx`, content: await writeXlsx(sheets).toBlob() };
}

/** As Excel takes them: 31 letters, without some, each once whatever its case. */
export function sheetNames(titles: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const plain =
      title
        .replace(/[[\]:*?/\\']/g, ' ')
        .trim()
        .slice(0, 28) || '1';
    let name = plain;
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${plain} ${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** XML has no place for these, and a file that holds one does not open. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNHOLDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** Excel takes no longer text in a cell. */
const LONGEST = 32_767;

/** A number is one, a text is never taken for a formula. */
function cell(value: CsvCell) {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null;
  if (typeof value === 'number') return { value, type: Number };
  return { value: value.replace(UNHOLDABLE, '').slice(0, LONGEST), type: String };
}

/** In letters; a Chinese one is two wide. */
function widthOf(cells: readonly CsvCell[]): number {
  const wide = cells.map((one) =>
    typeof one === 'string' ? [...one].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0) : 8,
  );
  return Math.min(Math.max(8, ...wide) + 2, 50);
}
