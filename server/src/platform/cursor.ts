import { isDay, isHoldableText, isInstant } from './holdable.ts';
import { platformErrors } from './platform-errors.ts';

/** A keyset cursor: the sort values of the last row, opaque to clients. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** What stands at a place of a cursor, so that whatever decodes can also be cast: `int` is PostgreSQL's of four bytes. */
type Kind = 'text' | 'day' | 'instant' | 'int' | 'bigint';
type Held<K> = K extends 'text' | 'day' | 'instant' ? string : number;
type HeldAll<Kinds extends readonly Kind[]> = { -readonly [At in keyof Kinds]: Held<Kinds[At]> };

const INT_MAX = 2_147_483_647;
const holds: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value.length <= 200 && isHoldableText(value),
  day: (value) => typeof value === 'string' && isDay(value),
  instant: (value) => typeof value === 'string' && isInstant(value),
  int: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= INT_MAX,
  bigint: (value) => Number.isSafeInteger(value),
};

/** The values of a cursor, or null without one. Throws `platform.bad_cursor` on anything that this list did not make. */
export function decodeCursor<const Kinds extends readonly Kind[]>(
  cursor: string | undefined,
  kinds: Kinds,
): HeldAll<Kinds> | null {
  if (!cursor) return null;
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== kinds.length || !kinds.every((kind, at) => holds[kind](values[at])))
    throw platformErrors.error('bad_cursor');
  // Each value has been held against its kind.
  return values as HeldAll<Kinds>;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null; // a cursor that is no JSON is as wrong as one of the wrong shape
  }
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
