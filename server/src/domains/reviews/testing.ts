import type { TestApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createBuyer, receivedOrder } from '../orders/testing.ts';

/** A review of somebody's; its id. */
export async function aReview(app: TestApp): Promise<string> {
  const buyer = await createBuyer(app.ctx);
  const { skuId } = await createProduct(app.ctx);
  const { orderId, lineIds } = await receivedOrder(app, buyer, [{ skuId, quantity: 1 }]);
  const body = { orderId, lineId: lineIds[0], stars: 5, text: '新鲜' };
  return String((await app.call('POST /api/shop/reviews', { token: buyer.token, body })).body.id);
}
