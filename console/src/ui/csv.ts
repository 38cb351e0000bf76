export type CsvCell = string | number | null;

/**
 * RFC 4180 with CRLF and a byte-order mark, so that Excel in Chinese opens it as UTF-8. A text that a spreadsheet would
 * run as a formula (`=`, `+`, `-`, `@`, also in full width, tab, CR, LF at its start) gets an apostrophe in front; numbers stay numbers.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map(cell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/**
 * What a spreadsheet would take for a number and round: long digits, leading zeros, `12E5`. A tab behind keeps it a text, as the
 * files of Chinese payment systems have it; whoever reads it trims.
 */
const NUMBER_LIKE = /^(?:0\d+|\d{12,}|\d+(?:\.\d+)?e[+-]?\d+)$/i;

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const inert = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  if (NUMBER_LIKE.test(inert)) return `${inert}\t`;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Hands the text of a CSV, or what knows its own kind, to the browser as a file. */
export function saveFile(name: string, content: string | Blob): void {
  const file = typeof content === 'string' ? new Blob([content], { type: 'text/csv;charset=utf-8' }) : content;
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
