import type { World } from '../world/world.ts';
import { type PayCall, type PayEndpoint, PayError } from './endpoint.ts';
import { orderNow, type PayOrder, payOrders, tradeOf, transactions } from './order.ts';
import { checkShape, closeShape } from './shape.ts';

export const queryByOutTradeNo: PayEndpoint = {
  method: 'GET',
  path: '/v3/pay/transactions/out-trade-no/:outTradeNo',
  title: '查询支付订单（商户单号）',
  answer: ({ world }, call) => {
    checkMerchant(world, call.query.mchid);
    return tradeOf(world, orderOf(world, call));
  },
};

export const queryByTransactionId: PayEndpoint = {
  method: 'GET',
  path: '/v3/pay/transactions/id/:transactionId',
  title: '查询支付订单（微信单号）',
  answer: ({ world }, call) => {
    checkMerchant(world, call.query.mchid);
    const outTradeNo = world.store.of(transactions).get(call.params.transactionId ?? '');
    return tradeOf(world, orderOf(world, { ...call, params: { outTradeNo } }));
  },
};

/** POST …/close → 204. Closing twice is harmless; a paid order cannot be closed. */
export const closeEndpoint: PayEndpoint = {
  method: 'POST',
  path: '/v3/pay/transactions/out-trade-no/:outTradeNo/close',
  title: '关闭支付订单',
  answer: ({ world }, call) => {
    checkShape(call.body, closeShape);
    checkMerchant(world, call.body.mchid);
    const order = orderOf(world, call);
    if (order.paidAt !== null) throw new PayError(400, 'ORDER_PAID', '该订单已支付', undefined, 268498689);
    const closedAt = world.clock.now().toISOString();
    if (order.state !== 'CLOSED')
      world.store.of(payOrders).put(order.outTradeNo, { ...order, state: 'CLOSED', closedAt });
    return null;
  },
};

function checkMerchant(world: World, mchid: unknown): void {
  if (mchid !== world.credentials.mchid) throw new PayError(400, 'PARAM_ERROR', '参数错误：mchid 与签名的商户号不一致');
}

function orderOf(world: World, call: PayCall): PayOrder {
  const order = orderNow(world, call.params.outTradeNo ?? '');
  if (!order) throw new PayError(404, 'ORDER_NOT_EXIST', '订单不存在');
  return order;
}
