import type { attributionContract } from '@huoshui/contracts/attribution';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Words } from '@huoshui/contracts/words';
import type { AttributionModel, TouchKind } from '@huoshui/contracts/words/analytics';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { runOne, runQuery, type StoreCtx } from '../../../platform/event-store/query.ts';
import { creditsOf, partsSql, readAsked } from './attribution.ts';
import { MODELS } from './credited.ts';
import { namesOfTouches } from './touch-names.ts';

type ListShape = (typeof attributionContract)['POST /api/admin/reports/attribution/orders'];
type OneShape = (typeof attributionContract)['POST /api/admin/reports/attribution/order'];

type Credited = Readonly<Record<AttributionModel, number>>;
type OrderRow = Credited & {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly paidMs: number;
  readonly netSpent: number;
  readonly steps: number;
};

const credits = (how: (model: AttributionModel) => string): string =>
  MODELS.map((model) => `${how(model)} AS ${model}`).join(', ');

/** The orders of the range that a touch, or a kind of touches, has a part in; newest first. @throws platform.bad_cursor */
export async function attributedOrders(
  ctx: StoreCtx,
  { key, cursor, limit = 20, ...input }: RouteIn<ListShape>['body'],
): Promise<RouteOut<ListShape>> {
  const before = decodeCursor(cursor, ['bigint', 'text']);
  const asked = readAsked(ctx, input);
  const which = key.includes(':') ? piece`touch = ${bound('String', key)}` : piece`kind = ${bound('String', key)}`;
  const orders = piece`SELECT order_id AS orderId, any(number) AS orderNumber, any(toUnixTimestamp64Milli(paid_at)) AS paidMs,
      any(spent) AS netSpent, any(size) AS steps, ${credits((model) => `sum(c_${model})`)}
    FROM (${partsSql(asked)}) WHERE ${which} GROUP BY order_id`;
  const after = before
    ? piece`WHERE (paidMs, orderId) < (${bound('Int64', before[0])}, ${bound('String', before[1])})`
    : piece``;
  const rows = await runQuery<OrderRow>(
    ctx,
    piece`SELECT * FROM (${orders}) ${after} ORDER BY paidMs DESC, orderId DESC LIMIT ${limit + 1}`,
  );
  const page = toPage(
    rows,
    limit,
    (row) => [Number(row.paidMs), row.orderId],
    (row) => ({
      orderId: row.orderId,
      number: row.orderNumber === '' ? row.orderId : row.orderNumber,
      paidAt: new Date(Number(row.paidMs)).toISOString(),
      spent: Number(row.netSpent),
      touches: Number(row.steps),
      credits: creditsOf(row),
    }),
  );
  if (before) return page;
  const counted = await runOne<{ found: number }>(ctx, piece`SELECT count() AS found FROM (${orders})`);
  return { ...page, total: Number(counted?.found ?? 0) };
}

type StepRow = Credited & {
  readonly orderNumber: string;
  readonly paidMs: number;
  readonly netSpent: number;
  readonly atMs: number;
  readonly which: string;
  readonly kind: TouchKind;
};

/** The touches before one order, first to last; null where the range has no such order. */
export async function orderTouches(
  ctx: StoreCtx,
  { orderId, ...input }: RouteIn<OneShape>['body'],
  own: ReadonlyMap<string, Words> = new Map(),
): Promise<RouteOut<OneShape>> {
  const asked = readAsked(ctx, input);
  const mine = piece`order_id = ${bound('String', orderId)}`;
  const rows = await runQuery<StepRow>(
    ctx,
    piece`SELECT number AS orderNumber, toUnixTimestamp64Milli(paid_at) AS paidMs, spent AS netSpent, at_ms AS atMs,
      touch AS which, kind, ${credits((model) => `c_${model}`)} FROM (${partsSql(asked, mine)}) ORDER BY place`,
  );
  const [first] = rows;
  if (!first) return null;
  const paid = await runOne<{ amount: number }>(
    ctx,
    piece`SELECT max(value) AS amount FROM history_once AS events
      WHERE name = 'order.paid' AND source != 'sdk' AND ${mine} AND ts = ${bound(INSTANT, new Date(Number(first.paidMs)))}`,
  );
  const amount = Number(paid?.amount ?? 0);
  const names = await namesOfTouches(
    ctx,
    asked,
    rows.map(({ which }) => which),
    own,
  );
  return {
    orderId,
    number: first.orderNumber === '' ? orderId : first.orderNumber,
    paidAt: new Date(Number(first.paidMs)).toISOString(),
    amount,
    refunded: amount - Number(first.netSpent),
    spent: Number(first.netSpent),
    touches: rows.map((row) => ({
      kind: row.kind,
      key: row.which,
      label: names(row.which),
      at: new Date(Number(row.atMs)).toISOString(),
      credits: creditsOf(row),
    })),
  };
}
