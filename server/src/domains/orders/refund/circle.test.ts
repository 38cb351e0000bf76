import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { acceptPayment } from '../payment/accept.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from '../testing.ts';
import { applyRefundNotice } from './apply.ts';

const app = await testApp();
const { ctx } = app;
const ports = { wechat: app.running.wechat, offerSources: testSources };

vi.setConfig({ testTimeout: 60_000 });

it('decided, withdrawn and overtaken by money that WeChat gave back, all at one moment, nobody waits in a circle', async () => {
  const { cookie } = await signedIn(ctx);
  const { skuId } = await createProduct(ctx, { price: 5_000, stock: 500 });
  const asked = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const buyer = await createBuyer(ctx);
      const { body: order } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }] });
      await acceptPayment(ctx, ports, toldPayment(ctx, order), 'notification');
      const { body } = await app.call(`POST /api/shop/orders/${order.id}/refunds`, {
        token: buyer.token,
        body: { reason: '不要了' },
      });
      return { buyer, order, refundId: String(body.id) };
    }),
  );
  const deadlocks = async () => {
    await sql`select pg_stat_force_next_flush()`.execute(ctx.db);
    const { rows } = await sql<{ n: number }>`
      select deadlocks as n from pg_stat_database where datname = current_database()
    `.execute(ctx.db);
    return rows[0]?.n;
  };
  const before = await deadlocks();
  const answers = await Promise.all(
    asked.flatMap(({ buyer, order, refundId }, at) => [
      applyRefundNotice(ctx, ports, {
        outRefundNo: `MP${order.number}`,
        outTradeNo: order.number,
        transactionId: toldPayment(ctx, order).transactionId ?? '',
        state: 'SUCCESS',
        refund: order.payable,
        succeededAt: ctx.now(),
      }).then(() => 200),
      (at % 2
        ? app.call(`POST /api/admin/refunds/${refundId}/decision`, { cookie, body: { approve: true } })
        : app.call(`POST /api/shop/refunds/${refundId}/withdrawal`, { token: buyer.token })
      ).then(({ status }) => status),
    ]),
  );
  expect(answers.filter((status) => status >= 500)).toEqual([]);
  expect(await deadlocks()).toBe(before);
  expect(await bookMismatches(ctx)).toEqual([]);
});
