import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { formatYuan } from '../../../platform/money.ts';
import { saidText } from '../../../platform/said.ts';
import { releaseOrder } from '../hold.ts';
import { type Found, noteDifferences } from '../money/difference.ts';
import { bookMoney, isSum } from '../money/journal.ts';
import type { Order } from '../order.ts';
import { partReturned } from '../payment/part-returned.ts';
import { ORDER, readLines } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { closeRefunded, refundedTitle } from './finish.ts';
import { releaseHold } from './hold.ts';
import { planMoney } from './plan.ts';
import { openStates, REFUND, type RefundRow } from './row.ts';
import { splitLater } from './split.ts';

/** A refund that went through at WeChat and was not begun here. Fen. */
export type OutsideRefund = {
  readonly outRefundNo: string;
  readonly transactionId: string;
  readonly amount: number | null;
  readonly at: Date | null;
};

type PaymentRow = {
  readonly transactionId: string;
  readonly orderId: string | null;
  readonly number: string;
  readonly amount: number;
  readonly returned: number;
  readonly unusable: string | null;
};

const why = words('商户平台退款', 'Refunded on the merchant platform');

/**
 * Book money that somebody gave back at WeChat without us (on the merchant platform, or by another system). It counts
 * whoever began it: the order is paid less that part, or given back whole. Answers false when the payment itself is not
 * known here yet. A repeat changes nothing.
 */
export async function bookOutside(ctx: Ctx, told: OutsideRefund, found: Found): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockPaidOrder(ctx, told.transactionId);
    const payment = await lockPayment(ctx, told.transactionId);
    if (payment === null) return false;
    if (await isBooked(ctx, told.outRefundNo)) return true;
    const about = { number: told.outRefundNo, transactionId: payment.transactionId, orderId: payment.orderId };
    if (!isSum(told.amount) || told.amount > payment.amount - payment.returned) {
      const theirs = isSum(told.amount) ? told.amount : null;
      const text = JSON.stringify(told.amount);
      await noteDifferences(ctx, [
        { ...about, kind: 'refund_unreadable', about: told.outRefundNo, theirs, told: text, ...found },
      ]);
      return true;
    }
    const refund = { ...told, id: newId('rfd'), amount: told.amount, at: told.at ?? ctx.now() };
    const onOrder = order !== null && payment.unusable === null;
    // Some of it was given back another way before: she has it twice, and the order's books hold no more than was paid.
    const beyond = onOrder && refund.amount > order.paid - order.refunded;
    if (onOrder && !beyond) await bookOnOrder(ctx, order, refund);
    else if ((await insertOutside(ctx, payment, refund)) && !onOrder) await lessenGiveBack(ctx, payment);
    await splitLater(ctx, payment.transactionId);
    const kind = beyond ? 'refund_beyond' : 'refund_missed';
    await noteDifferences(ctx, [{ ...about, kind, about: told.outRefundNo, theirs: told.amount, ...found }]);
    await sql`
      update orders.payment set part_returned = false where transaction_id = ${payment.transactionId} and part_returned
    `.execute(ctx.db);
    return true;
  });
}

/** The order first, as everybody who changes it locks it. */
async function lockPaidOrder(ctx: Ctx, transactionId: string): Promise<Order | null> {
  const { rows } = await sql<Order>`
    select ${ORDER} from orders.placed o where o.id = (
      select order_id from orders.payment where transaction_id = ${transactionId}
    ) for update
  `.execute(ctx.db);
  return rows[0] ?? null;
}

async function lockPayment(ctx: Ctx, transactionId: string): Promise<PaymentRow | null> {
  const { rows } = await sql<PaymentRow>`
    select transaction_id, order_id, number, amount, returned, unusable from orders.payment
    where transaction_id = ${transactionId} for update
  `.execute(ctx.db);
  return rows[0] ?? null;
}

async function isBooked(ctx: Ctx, outRefundNo: string): Promise<boolean> {
  const { rows } = await sql`select from orders.money where kind = 'refund' and key = ${outRefundNo}`.execute(ctx.db);
  return rows.length > 0;
}

type Told = OutsideRefund & { readonly id: string; readonly amount: number; readonly at: Date };

async function bookOnOrder(ctx: Ctx, order: Order, refund: Told): Promise<void> {
  const now = await makeRoom(ctx, order, refund.amount);
  const lines = await readLines(ctx, [order.id]);
  const plan = planMoney(now, lines, refund.amount);
  await sql`
    insert into orders.refund (id, order_id, number, state, origin, amount, lines, shipping_amount, reason, out_refund_no,
      transaction_id, payment_amount, created_at, done_at)
    values (${refund.id}, ${order.id}, ${order.number}, 'done', 'wechat', ${plan.amount}, ${JSON.stringify(plan.lines)}::jsonb,
      ${plan.shippingAmount}, ${saidText(why)}, ${refund.outRefundNo}, ${refund.transactionId}, ${order.paid}, ${ctx.now()},
      ${refund.at})
  `.execute(ctx.db);
  await sql`
    update orders.line l set refunded_quantity = refunded_quantity + w.quantity, refunded_amount = refunded_amount + w.amount,
      kept_quantity = kept_quantity + w.here
    from jsonb_to_recordset(${JSON.stringify(plan.lines)}::jsonb) as w (position int, quantity int, amount int, here int)
    where l.order_id = ${order.id} and l.position = w.position
  `.execute(ctx.db);
  await bookMoney(ctx, [movement(refund, order.id)]);
  const sum = `¥${formatYuan(refund.amount)}`;
  const detail = words(`${sum} 已在微信支付退回`, `${sum} went back at WeChat Pay`);
  await tellEvents(ctx, [{ orderId: order.id, kind: 'refunded', title: refundedTitle, detail }]);
  await closeRefunded(ctx, order, { id: refund.id, amount: refund.amount, lines: plan.lines });
  await releaseOrder(ctx, order.id, partReturned.by);
}

/**
 * What open refunds hold back is not there any more when it went back already: the newest of them end, until the rest
 * covers it. WeChat never gives back more than was paid, so none of those can still come through whole.
 */
async function makeRoom(ctx: Ctx, order: Order, amount: number): Promise<Order> {
  let free = order.paid - order.refunded - order.refunding;
  if (free >= amount) return order;
  const { rows: open } = await sql<RefundRow>`
    select ${REFUND} from orders.refund r
    where r.order_id = ${order.id} and r.state in ${openStates} and r.origin <> 'unusable_payment'
    order by r.created_at desc, r.id desc for update
  `.execute(ctx.db);
  let refunding = order.refunding;
  for (const refund of open) {
    if (free >= amount) break;
    await sql`
      update orders.refund set state = 'withdrawn', due_at = null, done_at = ${ctx.now()}, reply = ${saidText(why)} where id = ${refund.id}
    `.execute(ctx.db);
    await releaseHold(ctx, refund, order);
    free += refund.amount;
    refunding -= refund.amount;
  }
  return { ...order, refunding };
}

function movement(refund: Told, orderId: string | null) {
  const { outRefundNo: key, amount, transactionId, at: happenedAt } = refund;
  return { kind: 'refund' as const, key, amount, orderId, transactionId, happenedAt };
}

/** Beside all orders: of a payment that none could use, or more than its order has left. */
async function insertOutside(ctx: Ctx, payment: PaymentRow, refund: Told): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.refund (id, order_id, number, state, origin, amount, reason, out_refund_no, transaction_id,
      payment_amount, created_at, done_at)
    values (${refund.id}, ${payment.orderId}, ${payment.number}, 'done', 'wechat', ${refund.amount}, ${saidText(why)},
      ${refund.outRefundNo}, ${payment.transactionId}, ${payment.amount}, ${ctx.now()}, ${refund.at})
    on conflict (out_refund_no) do nothing
  `.execute(ctx.db);
  if (Number(numAffectedRows) !== 1) return false;
  await bookMoney(ctx, [movement(refund, null)]);
  return true;
}

/** The refund of ours that gives such a payment back asks for what is left of it, under a new number: it was for all. */
async function lessenGiveBack(ctx: Ctx, payment: PaymentRow): Promise<void> {
  await sql`
    update orders.refund r set
      amount = p.amount - p.returned, failure = null, closed = false, attempt = r.attempt + 1, tries = 0, handed_over_at = null,
      state = case when p.amount = p.returned then 'withdrawn' else 'processing' end,
      due_at = case when p.amount = p.returned then null else ${ctx.now()}::timestamptz end,
      done_at = case when p.amount = p.returned then ${ctx.now()}::timestamptz end
    from orders.payment p
    where p.transaction_id = ${payment.transactionId} and r.transaction_id = p.transaction_id
      and r.origin = 'unusable_payment' and r.state in ${openStates}
  `.execute(ctx.db);
}
