export type ListedParcel = { readonly number: string; readonly company: string; readonly waybill: string };

/**
 * A list as a spreadsheet or a courier's file gives it: order number, carrier, waybill in a line, parted by tabs, commas or
 * spaces. A heading is left out, and what spreadsheets put around numbers (`="…"`, a backtick, quotes).
 */
export function readParcels(text: string): readonly ListedParcel[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => cellsOf(line))
    .filter(([number = '', company = '']) => number !== '' && company !== '' && !isHeading(number))
    .map(([number = '', company = '', waybill = '']) => ({ number, company, waybill }));
}

/** What was not taken goes back into the field as it can be read again. */
export function writeParcels(parcels: readonly ListedParcel[]): string {
  return parcels.map(({ number, company, waybill }) => [number, company, waybill].join('\t')).join('\n');
}

function cellsOf(line: string): readonly string[] {
  const parted = /[\t,，;；]/.test(line) ? line.split(/[\t,，;；]/) : line.trim().split(/\s+/);
  return parted.map((cell) => cell.trim().replace(/^=?["'`]+|["'`]+$/g, ''));
}

function isHeading(cell: string): boolean {
  return /[\p{Script=Han}]|order/iu.test(cell);
}
