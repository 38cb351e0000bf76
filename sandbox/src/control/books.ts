import { payOrders } from '../pay/order.ts';
import { refunds } from '../pay/refund.ts';
import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';

/** The platform's own books: every payment that was ever made, and what of it is back with its payer. Amounts in fen. */
export function describeBooks(world: World): Json {
  const back = new Map<string, number>();
  for (const { transactionId, refund } of world.store.of(refunds).by('SUCCESS'))
    back.set(transactionId, (back.get(transactionId) ?? 0) + refund);
  const payments = [...world.store.of(payOrders).all()].flatMap(({ outTradeNo, transactionId, total }) =>
    transactionId === null ? [] : [{ outTradeNo, transactionId, total, returned: back.get(transactionId) ?? 0 }],
  );
  return { payments, underWay: world.store.of(refunds).by('PROCESSING').length };
}
