import type { Words } from '@huoshui/contracts/words';
import type { refundOrigin, refundState } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { AFTER_SALE, type AfterSaleRow } from '../after-sales/row.ts';
import { orderErrors } from '../errors.ts';
import type { RefundPlan } from './plan.ts';
import type { PlannedLine } from './units.ts';
import { refuseForeignRefund } from './within.ts';

export type RefundState = keyof typeof refundState;

export type RefundRow = {
  readonly id: string;
  /** null: a payment for an order nobody knows. */
  readonly orderId: string | null;
  readonly number: string;
  readonly state: RefundState;
  readonly origin: keyof typeof refundOrigin;
  readonly amount: number;
  readonly lines: readonly PlannedLine[];
  readonly shippingAmount: number;
  /** What was asked for, where the shop agreed to less. */
  readonly asked: RefundPlan | null;
  /** A sentence of ours as JSON, what somebody wrote as it is: `readSaid`. */
  readonly reason: string;
  /** What the shop said to her. */
  readonly reply: string;
  readonly failure: Words | null;
  readonly outRefundNo: string;
  readonly attempt: number;
  /** WeChat closed this number for good: the next try takes another. */
  readonly closed: boolean;
  /** How the money went, or goes, back. */
  readonly way: 'wechat' | 'outside';
  readonly settledNote: string | null;
  /** Operators who agreed so far. */
  readonly agreedBy: readonly string[];
  readonly transactionId: string | null;
  readonly paymentAmount: number;
  readonly handedOverAt: Date | null;
  /** What of it came to her, where WeChat's coupons paid a part; null: all of it, or WeChat has not said yet. */
  readonly payerAmount: number | null;
  readonly tries: number;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
  /** Null: nobody asked for it. */
  readonly afterSale: AfterSaleRow | null;
};

export const REFUND = sql.raw(
  'r.id, r.order_id, r.number, r.state, r.origin, r.amount, r.lines, r.shipping_amount, r.asked, r.reason, r.reply, r.failure, ' +
    'r.out_refund_no, r.attempt, r.closed, r.way, r.settled_note, r.agreed_by, r.transaction_id, r.payment_amount, r.handed_over_at, r.payer_amount, ' +
    `r.tries, r.created_at, r.done_at, ${AFTER_SALE}`,
);

/** While it is in one of these, units and money are held back for it. */
export const openStates = sql.raw("('requested', 'returning', 'replacing', 'processing', 'failed')");

/** What WeChat Pay knows a refund by now. */
export function refundNumberOf({ outRefundNo, attempt }: Pick<RefundRow, 'outRefundNo' | 'attempt'>): string {
  return attempt === 1 ? outRefundNo : `${outRefundNo}-${attempt}`;
}

/** The refund and which of its tries is meant, in one of its numbers. */
export function readRefundNumber(number: string): { readonly outRefundNo: string; readonly attempt: number } {
  const [, outRefundNo = number, attempt = '1'] = /^(.*)-(\d{1,4})$/.exec(number) ?? [];
  return { outRefundNo, attempt: Number(attempt) };
}

/**
 * Locked until the transaction ends, as everybody who books money locks: the order, the payment, then the refund. Whoever began
 * with the refund would wait in a circle with money that went back on the merchant platform.
 */
export async function lockRefund(ctx: Ctx, id: string): Promise<RefundRow> {
  await refuseForeignRefund(ctx, id);
  await sql`
    select from orders.placed where id = (select order_id from orders.refund where id = ${id}) for update
  `.execute(ctx.db);
  await sql`
    select from orders.payment where transaction_id = (select transaction_id from orders.refund where id = ${id}) for update
  `.execute(ctx.db);
  const { rows } = await sql<RefundRow>`
    select ${REFUND} from orders.refund r where r.id = ${id} for update
  `.execute(ctx.db);
  if (!rows[0]) throw orderErrors.error('refund_not_found');
  return rows[0];
}
