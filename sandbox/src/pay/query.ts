import type { World } from '../world/world.ts';
import { type PayCall, type PayEndpoint, PayError } from './endpoint.ts';
import { type PayOrder, payOrders, tradeOf, transactions } from './order.ts';

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
    checkMerchant(world, call.body.mchid);
    const order = orderOf(world, call);
    if (order.paidAt !== null) throw new PayError(403, 'TRADE_ERROR', '订单已支付，不能关闭');
    world.store.of(payOrders).put(order.outTradeNo, { ...order, state: 'CLOSED' });
    return null;
  },
};

function checkMerchant(world: World, mchid: unknown): void {
  if (mchid !== world.credentials.mchid) throw new PayError(400, 'PARAM_ERROR', '参数错误：mchid 与签名的商户号不一致');
}

function orderOf(world: World, call: PayCall): PayOrder {
  const order = world.store.of(payOrders).get(call.params.outTradeNo ?? '');
  if (!order) throw new PayError(404, 'ORDER_NOT_EXIST', '订单不存在');
  return order;
}
