import { platformErrors } from './platform-errors.ts';

/** A keyset cursor: the sort values of the last row, opaque to clients. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor, or null without one. Throws `platform.bad_cursor` on anything we did not make. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (!cursor) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((v) => ['string', 'number'].includes(typeof v))
    )
      return values;
  } catch {
    // falls through to the error below: a cursor that is no JSON is as wrong as one of the wrong shape
  }
  throw platformErrors.error('bad_cursor');
}

/** Cut one row too many off a list and make the cursor of the next page from the last row kept. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keys: (row: Row) => readonly (string | number)[],
  present: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(present), nextCursor: rows.length > limit && last ? encodeCursor(keys(last)) : null };
}
