import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { orderErrors } from '../errors.ts';
import type { PlannedLine } from './plan.ts';

export type RefundState = 'requested' | 'processing' | 'done' | 'refused' | 'failed';

export type RefundRow = {
  readonly id: string;
  /** null: a payment for an order nobody knows. */
  readonly orderId: string | null;
  readonly number: string;
  readonly state: RefundState;
  readonly origin: 'shopper' | 'operator' | 'unusable_payment';
  readonly amount: number;
  readonly lines: readonly PlannedLine[];
  readonly shippingAmount: number;
  readonly restock: boolean;
  /** A sentence of ours as JSON, what somebody wrote as it is: `readSaid`. */
  readonly reason: string;
  readonly failure: Words | null;
  readonly outRefundNo: string;
  readonly transactionId: string | null;
  readonly paymentAmount: number;
  readonly handedOverAt: Date | null;
  readonly tries: number;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
};

export const REFUND = sql.raw(
  'r.id, r.order_id, r.number, r.state, r.origin, r.amount, r.lines, r.shipping_amount, r.restock, r.reason, r.failure, ' +
    'r.out_refund_no, r.transaction_id, r.payment_amount, r.handed_over_at, r.tries, r.created_at, r.done_at',
);

export async function lockRefund(ctx: Ctx, id: string): Promise<RefundRow> {
  const { rows } = await sql<RefundRow>`select ${REFUND} from orders.refund r where r.id = ${id} for update`.execute(
    ctx.db,
  );
  if (!rows[0]) throw orderErrors.error('refund_not_found');
  return rows[0];
}

/** What a refund held back becomes refunded, or free again. The order is locked. */
export async function settleHold(ctx: Ctx, refund: RefundRow, orderId: string, done: boolean): Promise<void> {
  const kept = done ? 1 : 0;
  await sql`
    update orders.placed set refunding = refunding - ${refund.amount}, refunded = refunded + ${refund.amount * kept}
    where id = ${orderId}
  `.execute(ctx.db);
  await sql`
    update orders.line l set
      refunding_quantity = refunding_quantity - w.quantity, refunding_amount = refunding_amount - w.amount,
      refunded_quantity = refunded_quantity + w.quantity * ${kept}::int, refunded_amount = refunded_amount + w.amount * ${kept}::int
    from jsonb_to_recordset(${JSON.stringify(refund.lines)}::jsonb) as w (position int, quantity int, amount int)
    where l.order_id = ${orderId} and l.position = w.position
  `.execute(ctx.db);
}
