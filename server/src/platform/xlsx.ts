import readXlsx from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { csvText } from './csv.ts';
import { platformErrors } from './platform-errors.ts';

/** A number says how it is shown; a text is never taken for a formula. */
export type SheetCell = string | null | { readonly value: number; readonly format: string };

/** Both libraries work in one piece, in which the process does nothing else: so many cells take about a second. */
export const MOST_CELLS = 100_000;
/** What a workbook may hold unpacked: a small zip may unpack to anything. */
const MOST_UNPACKED = 16 * 1024 * 1024;
/** Excel takes no longer text in a cell. */
const LONGEST = 32_767;

/** A workbook of one sheet under a bold header that stays in sight. */
export async function writeXlsx(
  header: readonly string[],
  rows: readonly (readonly SheetCell[])[],
): Promise<Uint8Array> {
  const head = header.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) => row.map(written));
  const columns = header.map((title, n) => ({
    width: widthOf([title, ...rows.slice(0, 50).map((row) => row[n] ?? null)]),
  }));
  return writeXlsxFile([head, ...body], { columns, stickyRowsCount: 1 }).toBuffer();
}

function written(cell: SheetCell) {
  if (cell === null) return null;
  if (typeof cell === 'object') return { ...cell, type: Number };
  return { value: cell.replace(UNHOLDABLE, '').slice(0, LONGEST), type: String };
}

/** XML has no place for these, and a file that holds one does not open. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNHOLDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** In letters; a Chinese one is two wide. */
function widthOf(cells: readonly SheetCell[]): number {
  const wide = cells.map((cell) =>
    typeof cell === 'string' ? [...cell].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0) : 8,
  );
  return Math.min(Math.max(8, ...wide) + 2, 50);
}

/** Whether these bytes are a workbook, by how they begin: it is a zip. */
export function isXlsx(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
}

/** A sheet of a workbook that holds something, as the text of a CSV. */
export type SheetText = { readonly name: string; readonly text: string };

/**
 * The sheets of a workbook as texts of a CSV, so that whatever reads a CSV reads them; empty ones are none. Numbers stand at full
 * length, days as `2026-11-29`, moments as `2026-11-29 10:00:00`; long digits that are a text there stay marked as one (`csvText`).
 * @throws platform.not_a_workbook, workbook_too_large
 */
export async function xlsxSheets(bytes: Buffer): Promise<readonly SheetText[]> {
  if (unpackedSize(bytes) > MOST_UNPACKED) throw platformErrors.error('workbook_too_large');
  return (await sheetsOf(bytes))
    .filter(({ data }) => data.some((row) => row.some((cell) => cell !== null && cell !== '')))
    .map(({ sheet, data }) => ({ name: sheet, text: csvText(data.map((row) => row.map(read))) }));
}

async function sheetsOf(bytes: Buffer) {
  try {
    return await readXlsx(bytes, { trim: false });
  } catch {
    // Whatever is wrong is wrong with the file: not a zip, no sheet in it, no XML.
    throw platformErrors.error('not_a_workbook');
  }
}

function read(cell: unknown): string | number | null {
  if (typeof cell === 'string') return cell;
  // What was typed as 128.3 is kept as 128.29999999999998: a spreadsheet shows fifteen digits of it.
  if (typeof cell === 'number') return Number(cell.toPrecision(15));
  if (typeof cell === 'boolean') return String(cell).toUpperCase();
  if (!(cell instanceof Date) || Number.isNaN(cell.getTime())) return null;
  const [day = '', moment = ''] = cell.toISOString().split(/[T.]/);
  return moment === '00:00:00' ? day : `${day} ${moment}`;
}

/** What the zip says of itself in its directory, which stands at its end; it is not unpacked for it. */
function unpackedSize(bytes: Buffer): number {
  let sum = 0;
  for (let at = bytes.indexOf(ENTRY); at >= 0; at = bytes.indexOf(ENTRY, at + ENTRY.length))
    sum += at + 28 <= bytes.length ? bytes.readUInt32LE(at + 24) : 0;
  return sum;
}

const ENTRY = Buffer.from('PK\u0001\u0002', 'latin1');
