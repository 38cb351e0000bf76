import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { cancelOrders } from './cancel-orders.ts';
import { acceptPayment } from './payment/accept.ts';
import { decideRefund } from './refund/decide.ts';
import { finishRefund } from './refund/finish.ts';
import { giveRefund, requestRefund } from './refund/request.ts';
import { receiveOrder } from './shipment/receive.ts';
import { shipOrder } from './shipment/ship.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const sources = testSources;
const ports = { wechat: app.running.wechat, offerSources: sources };

async function place(lines: { price: number; quantity: number }[]) {
  const skus = await Promise.all(
    lines.map(async ({ price }) => createProduct(ctx, { price, memberPrice: Math.max(1, price - 7), stock: 50 })),
  );
  const buyer = await createBuyer(ctx);
  const wanted = lines.map(({ quantity }, at) => ({ skuId: skus[at]?.skuId ?? '', quantity }));
  const { body } = await placeTestOrder(app, buyer, { lines: wanted });
  return { id: String(body.id), number: String(body.number), payable: Number(body.payable), buyer };
}

async function paid(lines: { price: number; quantity: number }[]) {
  const order = await place(lines);
  await acceptPayment(ctx, ports, toldPayment(ctx, order), 'notification');
  return order;
}

async function moneyOf(id: string) {
  const { rows } = await sql<{ state: string; paid: number; refunded: number; refunding: number }>`
    select state, paid, refunded, refunding from orders.placed where id = ${id}
  `.execute(ctx.db);
  return rows[0];
}

const someLines = fc.array(
  fc.record({ price: fc.integer({ min: 8, max: 5000 }), quantity: fc.integer({ min: 1, max: 4 }) }),
  {
    minLength: 1,
    maxLength: 3,
  },
);

vi.setConfig({ testTimeout: 60_000 });

describe('refunds', () => {
  it('in any portions and any order, some declined on the way, sum to exactly what was paid', async () => {
    await fc.assert(
      fc.asyncProperty(someLines, fc.infiniteStream(fc.nat(1000)), async (lines, dice) => {
        const { id, payable } = await paid(lines);
        const roll = (sides: number) => Number(dice.next().value) % sides;
        const left = lines.map((line) => line.quantity);
        while (left.some((n) => n > 0)) {
          const open = left.flatMap((n, at) => (n > 0 ? [at] : []));
          const at = open[roll(open.length)] ?? 0;
          const quantity = 1 + roll(left[at] ?? 1);
          const wish = { lines: [{ lineId: `${id}.${at}`, quantity }] };
          if (roll(3) === 0) {
            await decideRefund(ctx, await requestRefund(ctx, id, wish, '问'), { approve: false, reply: '不' });
            continue;
          }
          await finishRefund(ctx, await giveRefund(ctx, id, wish, '退'));
          left[at] = (left[at] ?? 0) - quantity;
        }
        expect(await moneyOf(id)).toEqual({ state: 'refunded', paid: payable, refunded: payable, refunding: 0 });
      }),
      { numRuns: 8 },
    );
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('asked for at the same moment never give more than was bought', async () => {
    const { id, payable } = await paid([{ price: 1000, quantity: 3 }]);
    const asks = await Promise.allSettled(
      Array.from({ length: 10 }, async () =>
        giveRefund(ctx, id, { lines: [{ lineId: `${id}.0`, quantity: 1 }] }, '退'),
      ),
    );
    const given = asks.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(given).toHaveLength(3);
    // Each is finished twice at once: a notification and an answer that cross.
    await Promise.all([...given, ...given].map(async (refund) => finishRefund(ctx, refund)));
    expect(await moneyOf(id)).toMatchObject({ state: 'refunded', refunded: payable, refunding: 0 });
  });

  it('keep the shipping fee once the order has left the house, unless an operator gives it too', async () => {
    const { id, payable } = await paid([{ price: 1000, quantity: 1 }]);
    await shipOrder(ctx, id, { company: '中通快递', waybill: 'ZT123456' });
    await finishRefund(ctx, await giveRefund(ctx, id, {}, '坏了'));
    expect(await moneyOf(id)).toMatchObject({ state: 'refunded', refunded: payable - 800 });
    await finishRefund(ctx, await giveRefund(ctx, id, { shippingFee: true }, '运费也退'));
    expect(await moneyOf(id)).toMatchObject({ refunded: payable });
    await expect(giveRefund(ctx, id, {}, '再退')).rejects.toMatchObject({ code: 'orders.nothing_to_refund' });
  });

  it('are over some days after receipt for the shopper, and her order cannot ship when nothing is left', async () => {
    const { id } = await paid([{ price: 1000, quantity: 1 }]);
    await requestRefund(ctx, id, {}, '不要了');
    await expect(shipOrder(ctx, id, { company: '中通', waybill: 'ZT1234' })).rejects.toMatchObject({
      code: 'orders.nothing_to_ship',
    });
    const late = await paid([{ price: 1000, quantity: 1 }]);
    await shipOrder(ctx, late.id, { company: '中通', waybill: 'ZT1234' });
    await receiveOrder(ctx, late.id);
    await app.advance(8 * 86_400_000);
    await expect(requestRefund(ctx, late.id, {}, '晚了')).rejects.toMatchObject({ code: 'orders.window_over' });
  });
});

describe('the books', () => {
  it('add up whatever happens to many orders at once', async () => {
    const shared = await createProduct(ctx, { price: 1500, stock: 60 });
    const buyers = await Promise.all(Array.from({ length: 40 }, async () => createBuyer(ctx)));
    await Promise.allSettled(
      buyers.map(async (buyer, at) => {
        const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId: shared.skuId, quantity: 1 + (at % 3) }] });
        const order = { id: String(body.id), number: String(body.number), payable: Number(body.payable) };
        const told = toldPayment(ctx, order);
        const steps = [
          async () => acceptPayment(ctx, ports, told, 'notification'),
          async () => acceptPayment(ctx, ports, told, 'query'),
          async () => cancelOrders(ctx, sources, [order.id], 'timeout'),
          async () => acceptPayment(ctx, ports, { ...told, transactionId: `again${order.number}` }, 'notification'),
        ];
        await Promise.all(steps.slice(at % 4).map(async (step) => step()));
        if (at % 2) await finishRefund(ctx, await giveRefund(ctx, order.id, {}, '退'));
        else await shipOrder(ctx, order.id, { company: '顺丰', waybill: 'SF0001' });
      }),
    );
    expect(await bookMismatches(ctx)).toEqual([]);
    const { rows } = await sql<{ doubled: number }>`
      select count(*)::int as doubled from (
        select payload ->> 'orderId' from platform.event where type = 'order.paid' group by 1 having count(*) > 1) twice
    `.execute(ctx.db);
    expect(rows[0]?.doubled).toBe(0);
  });

  it('hold no half order when connections die in the middle of groups, and a repeat with the key finds or makes it', async () => {
    const product = await createProduct(ctx, { price: 10_000, stock: 500 });
    const buyers = await Promise.all(Array.from({ length: 60 }, async () => createBuyer(ctx)));
    const ask = async () =>
      Promise.all(
        buyers.map(async (buyer, at) =>
          placeTestOrder(app, buyer, {
            lines: [{ skuId: product.skuId, quantity: 1 }],
            key: `crash-key-${at}`,
            expectedPayable: 10_000,
          }),
        ),
      );
    let killing = true;
    const killer = (async () => {
      let killed = 0;
      while (killing) {
        const { rows } = await sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and query like '%orders.placed%' and state <> 'idle'
        `
          .execute(ctx.db)
          .catch(() => ({ rows: [] }));
        killed += rows.length;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return killed;
    })();
    await ask();
    await ask();
    killing = false;
    expect(await killer).toBeGreaterThan(0);
    // A connection that died while it lay idle is found dead by the next asker; she too repeats with her key.
    const refused = async () => (await ask()).filter((answer) => answer.status !== 200);
    await expect.poll(refused, { timeout: 20_000 }).toEqual([]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from orders.placed where request_key like 'crash-key-%'
    `.execute(ctx.db);
    expect(rows[0]?.n).toBe(60);
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});
