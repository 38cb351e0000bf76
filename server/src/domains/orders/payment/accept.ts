import { words } from '@huoshui/contracts/words';
import { unusablePayment } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { formatYuan } from '../../../platform/money.ts';
import { cancelOrders } from '../cancel-orders.ts';
import type { Order } from '../order.ts';
import type { OrderPorts } from '../ports.ts';
import { lockOrderByPayNumber } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { judgePayment, type PaymentFacts, type Unusable } from './judge.ts';
import { markPaid } from './mark-paid.ts';

/** A transaction as WeChat tells it, in a notification or in an answer. */
export type Told = PaymentFacts & {
  readonly state: string;
  readonly outTradeNo: string;
  readonly transactionId: string | null;
  readonly openid: string | null;
  readonly payerTotal: number | null;
  readonly paidAt: Date | null;
};

/** `paid`: the order is paid by it. `known`: told before. `given_back`: no order can use it, a refund is under way. */
export type AcceptOutcome = 'paid' | 'known' | 'given_back' | 'no_payment';

/**
 * Take in a payment, however often and by whichever way it is told. Its row, the order's state and everything that
 * follows are one transaction; the row's key makes repeats harmless. Money that no order can use is never dropped: it
 * gets a refund of its own, once.
 */
export async function acceptPayment(
  ctx: Ctx,
  ports: OrderPorts,
  told: Told,
  toldBy: 'notification' | 'query',
): Promise<AcceptOutcome> {
  const { transactionId, total } = told;
  if (told.state !== 'SUCCESS' || transactionId === null || total === null) return 'no_payment';
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrderByPayNumber(ctx, told.outTradeNo);
    const unusable = judgePayment(order, told, merchantOf(ctx));
    const payment = { ...told, transactionId, total, paidAt: told.paidAt ?? ctx.now() };
    if (!(await insertPayment(ctx, payment, order, unusable, toldBy))) return 'known';
    if (unusable) {
      ctx.log.warn({ transactionId, number: told.outTradeNo, unusable }, 'payment cannot be used and is given back');
      await giveBack(ctx, payment, order, unusable);
      // The number is spent at WeChat: with a wrong sum paid, nobody can pay this order any more.
      if (order?.state === 'unpaid') await cancelOrders(ctx, ports.offerSources, [order.id], 'unusable_payment');
      return 'given_back';
    }
    if (order === null) return 'no_payment';
    await markPaid(ctx, [
      {
        orderId: order.id,
        transaction: { id: transactionId, app: told.appid, openid: told.openid, paidAt: payment.paidAt },
      },
    ]);
    return 'paid';
  });
}

function merchantOf({ config: { wechat } }: Ctx) {
  return { mchid: wechat.merchant.mchid, appids: wechat.apps.map((app) => app.appid) };
}

type Payment = Told & { readonly transactionId: string; readonly total: number; readonly paidAt: Date };

async function insertPayment(
  ctx: Ctx,
  payment: Payment,
  order: Order | null,
  unusable: Unusable | null,
  toldBy: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.payment (transaction_id, number, order_id, amount, payer_amount, currency, openid, paid_at, told_by,
      told_at, unusable)
    values (${payment.transactionId}, ${payment.outTradeNo}, ${order?.id ?? null}, ${payment.total}, ${payment.payerTotal},
      ${payment.currency ?? ''}, ${payment.openid}, ${payment.paidAt}, ${toldBy}, ${ctx.now()}, ${unusable})
    on conflict (transaction_id) do nothing
  `.execute(ctx.db);
  return Number(numAffectedRows) === 1;
}

async function giveBack(ctx: Ctx, payment: Payment, order: Order | null, unusable: Unusable): Promise<void> {
  await sql`
    insert into orders.refund (id, order_id, number, state, origin, amount, reason, out_refund_no, transaction_id,
      payment_amount, due_at, created_at)
    values (${newId('rfd')}, ${order?.id ?? null}, ${payment.outTradeNo}, 'processing', 'unusable_payment', ${payment.total},
      ${unusable}, ${`UP${payment.transactionId}`}, ${payment.transactionId}, ${payment.total}, ${ctx.now()},
      ${ctx.now()})
    on conflict (out_refund_no) do nothing
  `.execute(ctx.db);
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
