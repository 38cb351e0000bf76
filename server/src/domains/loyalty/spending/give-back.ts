import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { orderRefunded } from '../../orders/events.ts';
import { refundAmount } from '../../pricing/index.ts';
import { returnPoints } from './release.ts';

type Refunded = Static<typeof orderRefunded.schema>;
/** The points of one line; `back`: how many of its units have gone back. */
export type SpentLine = {
  readonly position: number;
  readonly quantity: number;
  readonly points: number;
  readonly back: number;
};
type Spending = {
  readonly id: string;
  readonly points: number;
  readonly returned: number;
  readonly lines: readonly SpentLine[];
};

/**
 * Units that were given back bring their points along, each exactly its own: of a line's points no two units have more than
 * one apart, and when nothing of the order is left all have come back, in whatever parts and order. Money that went back
 * without units brings none.
 */
export async function giveBackSpent(ctx: Ctx, refunds: readonly Refunded[]): Promise<void> {
  if (refunds.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select id from loyalty.spending where id = any(${refunds.map(({ orderId }) => orderId)}::text[])
  `.execute(ctx.db);
  const paidSo = new Set(rows.map(({ id }) => id));
  for (const refund of refunds) if (paidSo.has(refund.orderId)) await giveBackOne(ctx, refund);
}

async function giveBackOne(ctx: Ctx, { orderId, refundId, number, whole, lines }: Refunded): Promise<void> {
  // Held until the commit: of two refunds of one order the second counts from what the first has brought back.
  const { rows } = await sql<Spending>`
    select id, points, returned, lines from loyalty.spending where id = ${orderId} for update
  `.execute(ctx.db);
  const [spending] = rows;
  if (spending === undefined) return;
  const units = new Map(lines.map(({ lineId, quantity }) => [lineId, quantity]));
  const after = spending.lines.map((line) => unitsBack(line, units.get(`${orderId}.${line.position}`) ?? 0));
  await sql`update loyalty.spending set lines = ${JSON.stringify(after)}::jsonb where id = ${orderId}`.execute(ctx.db);
  const points = whole
    ? spending.points - spending.returned
    : after.reduce((sum, line, at) => sum + worthOf(spending.lines[at]?.back ?? 0, line), 0);
  const note = words(`订单 ${number} 退款，积分退回`, `Refund of order ${number}`);
  await returnPoints(ctx, [{ orderId, points, key: `unspent:${refundId}`, note }]);
}

function unitsBack(line: SpentLine, units: number): SpentLine {
  return { ...line, back: Math.min(line.quantity, line.back + units) };
}

/** The points of the units that came back since `before`. */
export function worthOf(before: number, { quantity, points, back }: SpentLine): number {
  const split = { quantity, unitAmount: Math.floor(points / quantity), plusOneUnits: points % quantity };
  return refundAmount([split], before, back - before);
}
