import { words } from '@huoshui/contracts/words';
import { unusablePayment } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { formatYuan } from '../../../platform/money.ts';
import type { Promotion } from '../../../wechat/index.ts';
import { cancelOrders } from '../cancel-orders.ts';
import { holdOrder } from '../hold.ts';
import { type Difference, type DifferenceKind, noteDifferences } from '../money/difference.ts';
import { bookMoney, isSum } from '../money/journal.ts';
import type { Order } from '../order.ts';
import type { OrderPorts } from '../ports.ts';
import { lockOrderByPayNumber } from '../read.ts';
import { refundFailure } from '../refund/failure.ts';
import { tellEvents } from '../tell-events.ts';
import { judgePayment, type PaymentFacts, type Unusable } from './judge.ts';
import { markPaid } from './mark-paid.ts';
import { partReturned } from './part-returned.ts';

/** A transaction as WeChat tells it, in a notification or in an answer. */
export type Told = PaymentFacts & {
  readonly state: string;
  readonly outTradeNo: string;
  readonly transactionId: string | null;
  readonly openid: string | null;
  readonly payerTotal: number | null;
  readonly paidAt: Date | null;
  /** What WeChat's coupons took off; absent where whoever tells does not know. */
  readonly promotions?: readonly Promotion[];
};

/**
 * `paid`: the order is paid by it. `known`: told before. `given_back`: no order can use it, a refund is under way.
 * `set_aside`: it cannot be booked as it was told, a person is told of it. `doubted`: nothing was done, for its sum is not
 * the order's.
 */
export type AcceptOutcome = 'paid' | 'known' | 'given_back' | 'set_aside' | 'no_payment' | 'doubted';

type ToldBy = 'notification' | 'query' | 'bill';

/** Money came, whatever became of it since: WeChat says REFUND as soon as any part of it went back, whoever began that. */
const CAME = ['SUCCESS', 'REFUND'];

/**
 * Take in a payment, however often and by whichever way it is told. Its row, the order's state and everything that
 * follows are one transaction; the row's key makes repeats harmless. Money that no order can use is never dropped: it
 * gets a refund of its own, once. What cannot be booked is never dropped either. Who may still ask takes no other sum than
 * the order's (`doubts`).
 */
export async function acceptPayment(
  ctx: Ctx,
  ports: OrderPorts,
  told: Told,
  toldBy: ToldBy,
  { doubts = false }: { readonly doubts?: boolean } = {},
): Promise<AcceptOutcome> {
  const { transactionId, total } = told;
  if (!CAME.includes(told.state)) return 'no_payment';
  if (transactionId === null || !isSum(total)) return setAside(ctx, told, toldBy);
  const payerTotal = isSum(told.payerTotal) ? told.payerTotal : null;
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrderByPayNumber(ctx, told.outTradeNo);
    const unusable = judgePayment(order, told, merchantOf(ctx));
    if (doubts && unusable && isOfAnotherSum(told, order) && !(await isBooked(ctx, transactionId))) return 'doubted';
    const payment = { ...told, transactionId, total, payerTotal, paidAt: told.paidAt ?? ctx.now() };
    if (!(await insertPayment(ctx, payment, order, unusable, toldBy))) return 'known';
    if (told.state === 'REFUND') await noteDifferences(ctx, [about(payment, order, 'payment_part_returned', toldBy)]);
    if (unusable) {
      ctx.log.warn({ transactionId, number: told.outTradeNo, unusable }, 'payment cannot be used and is given back');
      await giveBack(ctx, payment, order, unusable, toldBy);
      // The number is spent at WeChat: with a wrong sum paid, nobody can pay this order any more.
      if (order?.state === 'unpaid') await cancelOrders(ctx, ports.offerSources, [order.id], 'unusable_payment');
      return 'given_back';
    }
    if (order === null) return 'no_payment';
    await markPaid(ctx, [
      {
        orderId: order.id,
        transaction: {
          ...{ id: transactionId, app: told.appid, openid: told.openid, paidAt: payment.paidAt },
          promotions: told.promotions ?? [],
        },
      },
    ]);
    if (told.state === 'REFUND' && order.service === null) await holdOrder(ctx, order.id, partReturned);
    return 'paid';
  });
}

/** Whatever became of the order meanwhile: two notices of one sum that is not hers may come at once, and the first be answered with a payment. */
const isOfAnotherSum = ({ total, currency }: Told, order: Order | null): boolean =>
  order !== null && (total !== order.payable || currency !== 'CNY');

export async function isBooked(ctx: Ctx, transactionId: string | null): Promise<boolean> {
  const { rows } = await sql`select 1 from orders.payment where transaction_id = ${transactionId}`.execute(ctx.db);
  return rows.length > 0;
}

/** It cannot be booked as it was told: a person is told of it, once. */
export async function setAside(ctx: Ctx, told: Told, toldBy: ToldBy): Promise<'set_aside'> {
  await noteDifferences(ctx, [
    {
      kind: 'payment_unreadable',
      about: told.transactionId ?? told.outTradeNo,
      number: told.outTradeNo,
      transactionId: told.transactionId,
      told: JSON.stringify({ total: told.total, currency: told.currency, transactionId: told.transactionId }),
      foundBy: toldBy,
    },
  ]);
  return 'set_aside';
}

function about(payment: Payment, order: Order | null, kind: DifferenceKind, foundBy: ToldBy): Difference {
  const { transactionId, outTradeNo: number, total: theirs } = payment;
  return { kind, about: transactionId, number, transactionId, orderId: order?.id ?? null, theirs, foundBy };
}

function merchantOf({ config: { wechat } }: Ctx) {
  return { mchid: wechat.merchant.mchid, appids: wechat.apps.map((app) => app.appid) };
}

type Payment = Told & { readonly transactionId: string; readonly total: number; readonly paidAt: Date };

/** 应结: what the merchant gets for it. Nothing is put in beforehand for a coupon of the kind NOCASH, so it is less by that. */
function settledOf({ total, promotions }: Payment): number | null {
  return promotions?.reduce((rest, { type, amount }) => (type === 'NOCASH' ? rest - amount : rest), total) ?? null;
}

async function insertPayment(
  ctx: Ctx,
  payment: Payment,
  order: Order | null,
  unusable: Unusable | null,
  toldBy: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.payment (transaction_id, number, order_id, amount, payer_amount, currency, openid, paid_at, told_by,
      told_at, unusable, part_returned, promotions, settled_amount)
    values (${payment.transactionId}, ${payment.outTradeNo}, ${order?.id ?? null}, ${payment.total}, ${payment.payerTotal},
      ${payment.currency ?? ''}, ${payment.openid}, ${payment.paidAt}, ${toldBy}, ${ctx.now()}, ${unusable},
      ${payment.state === 'REFUND'}, ${JSON.stringify(payment.promotions ?? [])}::jsonb, ${settledOf(payment)})
    on conflict (transaction_id) do nothing
  `.execute(ctx.db);
  if (Number(numAffectedRows) !== 1) return false;
  await bookMoney(ctx, [
    {
      kind: 'payment',
      key: payment.transactionId,
      amount: payment.total,
      orderId: unusable === null ? (order?.id ?? null) : null,
      transactionId: payment.transactionId,
      happenedAt: payment.paidAt,
    },
  ]);
  return true;
}

/** All of it; where WeChat says that a part went back already, a person or the bill says first how much is left. */
async function giveBack(
  ctx: Ctx,
  payment: Payment,
  order: Order | null,
  unusable: Unusable,
  toldBy: ToldBy,
): Promise<void> {
  const waits = payment.state === 'REFUND';
  await sql`
    insert into orders.refund (id, order_id, number, state, origin, amount, reason, out_refund_no, transaction_id,
      payment_amount, failure, due_at, created_at)
    values (${newId('rfd')}, ${order?.id ?? null}, ${payment.outTradeNo}, ${waits ? 'failed' : 'processing'},
      'unusable_payment', ${payment.total}, ${unusable}, ${`UP${payment.transactionId}`}, ${payment.transactionId},
      ${payment.total}, ${waits ? JSON.stringify(refundFailure.partReturned) : null}::jsonb, ${waits ? null : ctx.now()},
      ${ctx.now()})
    on conflict (out_refund_no) do nothing
  `.execute(ctx.db);
  await noteDifferences(ctx, [about(payment, order, 'payment_unusable', toldBy)]);
  if (order) {
    const why = unusablePayment[unusable];
    const sum = `¥${formatYuan(payment.total)}`;
    const detail = words(`${why.zh}，${sum} 将原路退回`, `${why.en}; ${sum} goes back the way it came`);
    await tellEvents(ctx, [
      {
        orderId: order.id,
        kind: 'payment_unusable',
        title: words('收到一笔不能入账的付款', 'A payment came that cannot be used'),
        detail,
      },
    ]);
  }
}
