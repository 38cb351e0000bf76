import { createHash } from 'node:crypto';
import type { Params } from './client.ts';

/** A piece of a statement: text with placeholders, and their values. Pieces are joined without minding names. */
export type Piece = { readonly sql: string; readonly params: Params };

export const INSTANT = "DateTime64(3, 'UTC')";

/**
 * A value as a placeholder of its ClickHouse type, which must be one of our own words. The placeholder is named after type
 * and value, so two pieces never mean different things by one name, and two that ask the same are the same text.
 */
export function bound(type: string, value: unknown): Piece {
  const name = `v${createHash('sha1')
    .update(`${type}\n${JSON.stringify(value)}`)
    .digest('hex')
    .slice(0, 16)}`;
  return { sql: `{${name}:${type}}`, params: { [name]: value } };
}

/** Text and pieces in one: `` piece`name = ${bound('String', name)}` ``. Plain text goes in as it is: SQL of ours only. */
export function piece(texts: TemplateStringsArray, ...parts: readonly (Piece | string | number)[]): Piece {
  const plain = (part: Piece | string | number | undefined) =>
    typeof part === 'object' ? part.sql : part === undefined ? '' : String(part);
  return {
    sql: texts.map((text, n) => text + plain(parts[n])).join(''),
    params: Object.assign({}, ...parts.map((part) => (typeof part === 'object' ? part.params : {}))),
  };
}

export function joinPieces(pieces: readonly Piece[], between: string): Piece {
  return {
    sql: pieces.map(({ sql }) => sql).join(between),
    params: Object.assign({}, ...pieces.map(({ params }) => params)),
  };
}

/** True where all hold; of none: true. */
export function allOf(pieces: readonly Piece[]): Piece {
  return pieces.length === 0 ? { sql: '1', params: {} } : joinPieces(pieces.map(bracketed), ' AND ');
}

/** True where one holds; of none: false. */
export function anyOf(pieces: readonly Piece[]): Piece {
  return pieces.length === 0 ? { sql: '0', params: {} } : joinPieces(pieces.map(bracketed), ' OR ');
}

function bracketed({ sql, params }: Piece): Piece {
  return { sql: `(${sql})`, params };
}
