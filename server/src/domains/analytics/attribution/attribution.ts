import type { attributionContract } from '@huoshui/contracts/attribution';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { type Words, wordsOf } from '@huoshui/contracts/words';
import { type AttributionModel, type TouchKind, touchKind } from '@huoshui/contracts/words/analytics';
import { type PersonSet, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../../platform/event-store/query.ts';
import { asFarBefore, readRange } from '../../../platform/event-store/range.ts';
import { type Asked, creditedSql, KINDS, kindSql, MODELS } from './credited.ts';
import { namesOfTouches } from './touch-names.ts';

type Shape = (typeof attributionContract)['POST /api/admin/reports/attribution'];
type ComparedInput = RouteIn<Shape>['body'];
export type AttributionInput = Omit<ComparedInput, 'compare'>;
export type AttributionReport = RouteOut<Shape>;
export type Credits = AttributionReport['touches'][number]['credits'];
type ReportRow = AttributionReport['touches'][number];

/** What is told one by one; the rest are in the sums of their kinds. */
const MOST = 200;

/** Which touches brought what was spent, by every model at once: whoever compares models asks once. */
export async function runAttribution(
  ctx: StoreCtx,
  input: ComparedInput,
  own: ReadonlyMap<string, Words> = new Map(),
): Promise<AttributionReport> {
  const { compare = false, ...question } = input;
  const asked = readAsked(ctx, question);
  const rows = await sumsOf(ctx, asked);
  const range = compare ? asFarBefore(ctx, asked.range) : null;
  const then = range === null ? [] : await sumsOf(ctx, { ...asked, range });
  const touches = rows.filter(({ touch }) => touch !== '');
  const shown = byCredit(touches).slice(0, MOST);
  const names = await namesOfTouches(
    ctx,
    asked,
    shown.map(({ touch }) => touch),
    own,
  );
  const [whole, wholeThen] = [wholeOf(rows), wholeOf(then)];
  const before = new Map(then.map((row) => [`${row.kind} ${row.touch}`, row]));
  const toldOf = (row: CreditRow, label: Words) =>
    toRow(row, label, compare ? (before.get(`${row.kind} ${row.touch}`) ?? nothing) : null);
  return {
    range: { from: asked.range.from, to: asked.range.to },
    asOf: asked.range.asOf,
    spent: Number(whole?.first ?? 0),
    orders: Number(whole?.orders ?? 0),
    before: range && {
      from: range.from,
      to: range.to,
      spent: Number(wholeThen?.first ?? 0),
      orders: Number(wholeThen?.orders ?? 0),
    },
    kinds: byCredit(rows.filter(({ kind, touch }) => kind !== '' && touch === '')).map((row) =>
      toldOf(row, wordsOf(touchKind, row.kind)),
    ),
    touches: shown.map((row) => toldOf(row, names(row.touch))),
    more: touches.length > MOST,
  };
}

async function sumsOf(ctx: StoreCtx, asked: Asked): Promise<readonly CreditRow[]> {
  return runQuery<CreditRow>(
    ctx,
    piece`SELECT kind, touch, uniqExactIf(order_key, counts) AS orders, uniqExactIf(person_no, counts) AS buyers,
      ${MODELS.map((model) => `sum(c_${model}) AS ${model}`).join(', ')}
    FROM (${partsSql(asked)}) GROUP BY GROUPING SETS ((), (kind), (kind, touch))`,
  );
}

const wholeOf = (rows: readonly CreditRow[]) => rows.find(({ kind }) => kind === '');
const nothing = { orders: 0, buyers: 0, first: 0, last: 0, linear: 0, position: 0, decay: 0 } as const;

/** Who bought after a touch, orders that count. */
export function personsOfAttribution(ctx: StoreCtx, input: AttributionInput, touch: string): PersonSet {
  const which = touch.includes(':')
    ? piece`touch = ${bound('String', touch)}`
    : piece`kind = ${bound('String', touch)}`;
  return personsOfQuery(piece`SELECT person_no FROM (${partsSql(readAsked(ctx, input))}) WHERE counts AND ${which}`);
}

export function readAsked(ctx: StoreCtx, { window = 30, halfLife = 7, kinds, ...days }: AttributionInput): Asked {
  return { range: readRange(ctx, days), window, halfLife, kinds: kinds ?? KINDS };
}

/** A row a touch of an order, with its credit by each model. */
export function partsSql(asked: Asked, which?: Piece): Piece {
  const credits = MODELS.map((model) => `credits_${model}`).join(', ');
  return piece`SELECT order_id, order_key, number, person_no, paid_at, spent, counts, size, place, one.1 AS at_ms, one.3 AS touch, ${kindSql('one.3')} AS kind,
    ${MODELS.map((model, n) => `credit_of.${n + 1} AS c_${model}`).join(', ')}
  FROM (${creditedSql(asked, which)}) ARRAY JOIN touches AS one, arrayZip(${credits}) AS credit_of, arrayEnumerate(touches) AS place`;
}

export type CreditRow = Readonly<Record<AttributionModel, number>> & {
  readonly kind: TouchKind | '';
  readonly touch: string;
  readonly orders: number;
  readonly buyers: number;
};

export function creditsOf(row: Readonly<Record<AttributionModel, number>>): Credits {
  return {
    first: Number(row.first),
    last: Number(row.last),
    linear: Number(row.linear),
    position: Number(row.position),
    decay: Number(row.decay),
  };
}

function toRow(row: CreditRow, label: Words, before: Omit<CreditRow, 'kind' | 'touch'> | null): ReportRow {
  const sums = (of: Omit<CreditRow, 'kind' | 'touch'>) => ({
    credits: creditsOf(of),
    orders: Number(of.orders),
    buyers: Number(of.buyers),
  });
  return {
    kind: row.kind === '' ? 'direct' : row.kind,
    key: row.touch,
    label,
    ...sums(row),
    before: before && sums(before),
  };
}

function byCredit(rows: readonly CreditRow[]): CreditRow[] {
  return rows.toSorted(
    (a, b) => Number(b.position) - Number(a.position) || (`${a.kind}${a.touch}` < `${b.kind}${b.touch}` ? -1 : 1),
  );
}
