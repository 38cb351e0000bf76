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

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  if (NUMBER_LIKE.test(inert)) return `${inert}\t`;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
