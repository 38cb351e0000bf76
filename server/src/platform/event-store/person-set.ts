import { joinPieces, type Piece, piece } from './piece.ts';
import { runOne, runQuery, type StoreCtx } from './query.ts';

/**
 * A set of persons: SQL whose value is a bitmap over person_no. Numbers that are known here and statements that find them
 * there are the same kind of thing, so sets from anywhere are joined, cut and counted inside the store.
 */
export type PersonSet = { readonly bitmap: Piece };

export const nobody: PersonSet = personsAmong([]);

/** These very persons. Numbers go in as text of the statement: a long list is no parameter of an address. */
export function personsAmong(personNos: Iterable<number>): PersonSet {
  const numbers = [...personNos].filter((no) => Number.isInteger(no) && no > 0 && no <= 0xffff_ffff);
  if (numbers.length === 0) return { bitmap: { sql: "bitmapBuild(CAST([], 'Array(UInt32)'))", params: {} } };
  // One literal, whatever its length: a list of a million literals would take the parser seconds.
  return {
    bitmap: { sql: `bitmapBuild(arrayMap(n -> toUInt32(n), splitByChar(',', '${numbers.join(',')}')))`, params: {} },
  };
}

/** Everyone in the column `person_no` of a statement; doubles and the number 0, which is nobody, do not matter. */
export function personsOfQuery(statement: Piece): PersonSet {
  return {
    bitmap: piece`(SELECT groupBitmapState(toUInt32(person_no)) FROM (${statement}) WHERE person_no > 0)`,
  };
}

const STATE = "'AggregateFunction(groupBitmap, UInt32)'";

/** A set as it is kept outside of the store: what `written` made of it there, in base64. */
export function writtenPersons(text: string): PersonSet {
  if (!/^[A-Za-z0-9+/]*=*$/.test(text)) throw new Error('no set of persons was ever written so');
  return { bitmap: { sql: `CAST(base64Decode('${text}'), ${STATE})`, params: {} } };
}

/** SQL of the text that `writtenPersons` reads: a million of them are at most 170 KB. */
export function written({ bitmap }: PersonSet): Piece {
  return piece`base64Encode(CAST(${bitmap}, 'String'))`;
}

export function union(sets: readonly PersonSet[]): PersonSet {
  return fold('bitmapOr', sets);
}

export function intersect(sets: readonly [PersonSet, ...PersonSet[]]): PersonSet {
  return fold('bitmapAnd', sets);
}

export function except(set: PersonSet, others: PersonSet): PersonSet {
  return fold('bitmapAndnot', [set, others]);
}

export async function countPersons(ctx: Pick<StoreCtx, 'events'>, { bitmap }: PersonSet): Promise<number> {
  const row = await runOne<{ persons: number }>(ctx, piece`SELECT bitmapCardinality(${bitmap}) AS persons`);
  return Number(row?.persons ?? 0);
}

/** Numbers in order, beginning after `after`, at most `limit`; all of them without. */
export async function listPersons(
  ctx: Pick<StoreCtx, 'events'>,
  { bitmap }: PersonSet,
  { after = 0, limit = 0xffff_ffff }: { readonly after?: number; readonly limit?: number } = {},
): Promise<number[]> {
  const part = piece`bitmapSubsetLimit(${bitmap}, toUInt32(${after + 1}), toUInt32(${limit}))`;
  const rows = await runQuery<{ persons: number[] }>(ctx, piece`SELECT arraySort(bitmapToArray(${part})) AS persons`);
  return rows[0]?.persons ?? [];
}

/** The highest numbers below one, the highest first: who came last, without reading who came before. */
export async function topPersons(
  ctx: Pick<StoreCtx, 'events'>,
  { bitmap }: PersonSet,
  { below, most }: { readonly below: number; readonly most: number },
): Promise<number[]> {
  const under = piece`bitmapSubsetInRange(${bitmap}, toUInt32(0), toUInt32(${below}))`;
  const rows = await runQuery<{ persons: number[] }>(
    ctx,
    piece`WITH ${under} AS under, bitmapCardinality(under) AS size, least(size, toUInt64(${most})) AS kept
      SELECT arrayReverseSort(bitmapToArray(subBitmap(under, toUInt64(size - kept), kept))) AS persons`,
  );
  return rows[0]?.persons ?? [];
}

/** Those of these persons who are in the set. */
export async function personsIn(
  ctx: Pick<StoreCtx, 'events'>,
  set: PersonSet,
  personNos: readonly number[],
): Promise<Set<number>> {
  return new Set(await listPersons(ctx, intersect([set, personsAmong(personNos)])));
}

function fold(how: 'bitmapOr' | 'bitmapAnd' | 'bitmapAndnot', sets: readonly PersonSet[]): PersonSet {
  const [first, ...rest] = sets;
  if (!first) return nobody;
  return rest.reduce(
    (done, next) => ({ bitmap: piece`${how}(${joinPieces([done.bitmap, next.bitmap], ', ')})` }),
    first,
  );
}
