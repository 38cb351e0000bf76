import { type Words, wordsOf } from '@huoshui/contracts/words';
import { unusablePayment } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { readSaid } from '../../../platform/said.ts';
import { orderErrors } from '../errors.ts';
import { REFUND, type RefundRow } from './row.ts';

/** A refund as shoppers and operators see it. */
export function presentRefund(refund: RefundRow) {
  return {
    id: refund.id,
    orderId: refund.orderId ?? '',
    state: refund.state,
    amount: refund.amount,
    reason: reasonOf(refund),
    origin: refund.origin,
    lines: refund.lines.map(({ lineId, name, quantity, amount }) => ({ lineId, name, quantity, amount })),
    failure: refund.failure,
    createdAt: refund.createdAt.toISOString(),
    doneAt: refund.doneAt?.toISOString() ?? null,
  };
}

/** As somebody chose or wrote it; of money that came and could not be used, why not. */
export function reasonOf({ origin, reason }: Pick<RefundRow, 'origin' | 'reason'>): Words {
  return origin === 'unusable_payment' ? wordsOf(unusablePayment, reason) : readSaid(reason);
}

export async function getRefund(ctx: Ctx, id: string) {
  const { rows } = await sql<RefundRow>`select ${REFUND} from orders.refund r where r.id = ${id}`.execute(ctx.db);
  if (!rows[0]) throw orderErrors.error('refund_not_found');
  return presentRefund(rows[0]);
}
