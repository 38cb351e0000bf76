import { postNotice } from '../messages/notice.ts';
import { openidOf, type Shopper } from '../phone/shopper.ts';
import { awaitShipping } from '../shipping/remind.ts';
import type { App } from '../world/credentials.ts';
import type { World } from '../world/world.ts';
import type { Pay } from './endpoint.ts';
import { tellUse } from './favor/callback.ts';
import type { FavorCoupon } from './favor/coupon.ts';
import { type Promotion, payerTotal, promotionsFor, spend } from './favor/promotion.ts';
import { newTransactionId, orderNow, type PayOrder, payOrders, prepays, tradeOf, transactions } from './order.ts';
import { cashierMessage, isSignature } from './signature.ts';

/** The arguments of wx.requestPayment. */
export type CashierRequest = {
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: string;
  readonly paySign: string;
};

export type CashierAnswer = 'pay' | 'cancel' | 'insufficient';

/** What the payer sees before deciding, with what would come off; `refusal` when the cashier does not open. */
export type Bill =
  | { readonly ok: true; readonly order: PayOrder; readonly promotions: readonly Promotion[] }
  | { readonly ok: false; readonly refusal: string };

/** Checks what the shop hands to wx.requestPayment in an app: signature, prepay_id, payer, state. */
export async function openCashier(world: World, app: App, shopper: Shopper, request: CashierRequest): Promise<Bill> {
  if (request.signType !== 'RSA') return refuse('支付验证签名失败：signType 应为 RSA');
  const message = cashierMessage(app.appid, request.timeStamp, request.nonceStr, request.package);
  const signed = await isSignature(world.keys.merchantPublic, message, request.paySign);
  if (!signed) return refuse('支付验证签名失败');
  const prepay = world.store.of(prepays).get(request.package.replace(/^prepay_id=/, ''));
  if (!request.package.startsWith('prepay_id=') || !prepay) return refuse('缺少参数 prepay_id，或 prepay_id 无效');
  const order = orderNow(world, prepay.outTradeNo);
  if (!order) return refuse('订单不存在');
  const now = world.clock.now().toISOString();
  if (order.openid !== openidOf(world, shopper, app)) return refuse('支付账号与下单账号不一致');
  if (order.state === 'CLOSED') return refuse('订单已关闭');
  if (order.state !== 'NOTPAY') return refuse('该订单已支付');
  if (now > prepay.expiresAt || now > order.payableUntil) return refuse('订单已过期，请重新下单');
  return { ok: true, order, promotions: promotionsFor(world, order) };
}

/**
 * The payer's decision. Paying leaves a receipt in 微信支付 and notifies the merchant; the notification may well arrive
 * before this call ends. With `awaitNotify` it always has been tried once.
 */
export async function answerCashier(
  { world, notifier }: Pay,
  app: App,
  shopper: Shopper,
  request: CashierRequest,
  answer: CashierAnswer,
  awaitNotify: boolean,
): Promise<{ readonly errMsg: string }> {
  const bill = await openCashier(world, app, shopper, request);
  if (!bill.ok) return { errMsg: `requestPayment:fail ${bill.refusal}` };
  if (answer === 'cancel') return { errMsg: 'requestPayment:fail cancel' };
  if (answer === 'insufficient') return { errMsg: 'requestPayment:fail 零钱余额不足' };
  const paid = pay(world, bill.order.outTradeNo);
  if (!paid) return { errMsg: 'requestPayment:fail 订单状态已变化' };
  world.bus.tell({ topic: 'payments', id: shopper.id });
  const told = paid.spent === undefined ? undefined : tellUse({ world, notifier }, paid.spent);
  const notified = notifier.queue({
    url: paid.order.notifyUrl,
    eventType: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
    resource: tradeOf(world, paid.order),
  });
  if (awaitNotify) await Promise.all([told, notified]);
  return { errMsg: 'requestPayment:ok' };
}

function refuse(refusal: string): Bill {
  return { ok: false, refusal };
}

type Paid = { readonly order: PayOrder; readonly spent: FavorCoupon | undefined };

/** Reads the order again: another tap, or a close, may have come while the signature was checked. */
function pay(world: World, outTradeNo: string): Paid | null {
  const order = world.store.of(payOrders).get(outTradeNo);
  if (order?.state !== 'NOTPAY') return null;
  return world.store.together(() => {
    const transactionId = newTransactionId(world);
    const promotions = promotionsFor(world, order);
    const paid: PayOrder = {
      ...order,
      state: 'SUCCESS',
      transactionId,
      paidAt: world.clock.now().toISOString(),
      ...(promotions.length > 0 ? { promotions } : {}),
    };
    world.store.of(payOrders).put(order.outTradeNo, paid);
    const spent = spend(world, promotions, transactionId);
    world.store.of(transactions).put(transactionId, order.outTradeNo);
    awaitShipping(world, paid);
    postNotice(world, {
      shopperId: order.shopperId,
      chat: 'pay',
      title: '付款成功',
      amount: payerTotal(paid),
      fields: [
        ...promotions.map(({ name, amount }) => ({ label: '优惠', value: `${name} -¥${(amount / 100).toFixed(2)}` })),
        { label: '商品', value: order.description },
        { label: '付款方式', value: '零钱' },
        { label: '交易单号', value: transactionId },
      ],
    });
    return { order: paid, spent };
  });
}
