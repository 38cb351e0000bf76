import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { orderRefunded } from '../orders/events.ts';
import { writeEntries } from './entries.ts';
import { pointsTakenBack } from './events.ts';
import { holdAccounts, owe, takeUsable } from './lots.ts';
import { pointsFor } from './points.ts';
import type { LotRow } from './tables.ts';

type Refunded = Static<typeof orderRefunded.schema>;
type EarnedRow = LotRow & {
  readonly paid: number;
  readonly returned: number;
  readonly perYuan: number;
  readonly tenths: number;
};

/**
 * Orders of which something was given back earn less: exactly what the goods that are kept earn. What is taken back comes out of
 * the order's own points, then out of whatever she may spend; what she has spent already is owed.
 */
export async function takeBack(ctx: Ctx, refunds: readonly Refunded[]): Promise<void> {
  for (const refund of refunds) await takeBackOne(ctx, refund);
}

/** One after the other: refunds of one order, and orders of one member, each find what the one before has left. */
async function takeBackOne(ctx: Ctx, { orderId, refundId, number, amount, whole, lines }: Refunded): Promise<void> {
  const found = await findEarned(ctx, orderId);
  if (found === undefined) return;
  await holdAccounts(ctx, [found]);
  const lot = (await findEarned(ctx, orderId)) ?? found;
  const goods = lines.length === 0 ? amount : lines.reduce((sum, line) => sum + line.amount, 0);
  const returned = whole ? lot.paid : Math.min(lot.paid, lot.returned + goods);
  const points = earnedBy(lot, lot.returned) - earnedBy(lot, returned);
  const own = Math.min(points, lot.rest);
  await sql`
    update loyalty.lot set returned = ${returned}, rest = rest - ${own} where id = ${lot.id}
  `.execute(ctx.db);
  if (points === 0) return;
  const { memberId, personNo } = lot;
  const taken = (await takeUsable(ctx, [{ memberId, personNo, points: points - own }])).get(memberId) ?? 0;
  await owe(ctx, [{ memberId, personNo, points: points - own - taken }]);
  await writeEntries(ctx, [
    {
      key: `taken_back:${refundId}`,
      memberId,
      personNo,
      kind: 'taken_back',
      points: -points,
      note: words(`订单 ${number} 退款`, `Refund of order ${number}`),
      orderId,
    },
  ]);
  ctx.emit(pointsTakenBack, { personNo, payload: { memberId, points, orderId } });
}

/** What it earns when so much of it was given back. */
function earnedBy({ paid, perYuan, tenths }: EarnedRow, returned: number): number {
  return pointsFor(paid - returned, perYuan, tenths);
}

async function findEarned(ctx: Ctx, orderId: string): Promise<EarnedRow | undefined> {
  const { rows } = await sql<EarnedRow>`
    select id, member_id, person_no, points, rest, order_id, paid, returned, per_yuan, tenths
    from loyalty.lot where order_id = ${orderId}
  `.execute(ctx.db);
  return rows[0];
}
