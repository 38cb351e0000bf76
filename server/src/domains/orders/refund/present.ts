import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { orderErrors } from '../errors.ts';
import { REFUND, type RefundRow } from './row.ts';

/** A refund as shoppers and operators see it. */
export function presentRefund(refund: RefundRow) {
  return {
    id: refund.id,
    orderId: refund.orderId ?? '',
    state: refund.state,
    amount: refund.amount,
    reason: refund.reason,
    origin: refund.origin,
    lines: refund.lines.map(({ lineId, name, quantity, amount }) => ({ lineId, name, quantity, amount })),
    failure: refund.failure,
    createdAt: refund.createdAt.toISOString(),
    doneAt: refund.doneAt?.toISOString() ?? null,
  };
}

export async function getRefund(ctx: Ctx, id: string) {
  const { rows } = await sql<RefundRow>`select ${REFUND} from orders.refund r where r.id = ${id}`.execute(ctx.db);
  if (!rows[0]) throw orderErrors.error('refund_not_found');
  return presentRefund(rows[0]);
}
