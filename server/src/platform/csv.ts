/**
 * A CSV file that spreadsheet programs open rightly: UTF-8 with a byte-order mark, CRLF. A text that a spreadsheet
 * would take for a formula, also after a line feed or in full width, is disarmed with an apostrophe (OWASP: CSV
 * injection); numbers stay numbers.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const line = (cells: readonly (string | number | null)[]) => cells.map(cell).join(',');
  return `\uFEFF${[header, ...rows].map(line).join('\r\n')}\r\n`;
}

/**
 * What a spreadsheet would take for a number and round: long digits, leading zeros, `12E5`. A tab behind keeps it a text, as the
 * files of Chinese payment systems have it; whoever reads it trims.
 */
const NUMBER_LIKE = /^(?:0\d+|\d{12,}|\d+(?:\.\d+)?e[+-]?\d+)$/i;

/**
 * Rows as they were found in another kind of file, for whoever reads a CSV: nothing is disarmed, long digits that were a text are
 * marked as one, and numbers stand bare.
 */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => row.map((value) => quoted(marked(value))).join(',')).join('\n');
}

/** What would run; and what begins as a mark that its reader takes away, an apostrophe before such a text or a digit, a backtick. */
const ARMED = /^(?:'*[=+\-@\t\r\n＝＋－＠]|'+\d|'*[`´])/;

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = ARMED.test(value) ? `'${value}` : value;
  return quoted(marked(inert));
}

function marked(value: string | number | null): string {
  return typeof value === 'string' && NUMBER_LIKE.test(value) ? `${value}\t` : String(value ?? '');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
