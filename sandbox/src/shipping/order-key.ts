import { type PayOrder, payOrders, transactions } from '../pay/order.ts';
import { type Json, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';

/** A paid order by `order_key`: type 1 = merchant id and number, 2 = the platform's number. */
export function orderByKey(world: World, key: Json): PayOrder | undefined {
  if (key.order_number_type === 2)
    return paid(world, world.store.of(transactions).get(textOf(key, 'transaction_id') ?? ''));
  if (key.order_number_type !== 1 || textOf(key, 'mchid') !== world.credentials.mchid) return undefined;
  return paid(world, textOf(key, 'out_trade_no'));
}

export function paid(world: World, outTradeNo: string | undefined): PayOrder | undefined {
  const order = world.store.of(payOrders).get(outTradeNo ?? '');
  return order?.paidAt ? order : undefined;
}
