import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { acceptPayment } from '../payment/accept.ts';
import { finishRefund } from '../refund/finish.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from '../testing.ts';
import { deeds, key, setTerms } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const { decide, replace, sendBack, withdraw } = deeds(app, cookie);

vi.setConfig({ testTimeout: 300_000 });
await setTerms(app);

/** What becomes of some units of a line. */
const step = fc.record({
  line: fc.integer({ min: 0, max: 1 }),
  units: fc.integer({ min: 1, max: 3 }),
  how: fc.constantFrom('money', 'part', 'return', 'exchange', 'withdraw'),
});

it('money only, returns, exchanges and what is withdrawn, of any parts in any order: all of it together is what was paid, to the fen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
      const goods = [await createProduct(ctx, { price: 3_333 }), await createProduct(ctx, { price: 1_999 })];
      const buyer = await createBuyer(ctx);
      const lines = goods.map(({ skuId }) => ({ skuId, quantity: 3 }));
      const { body } = await placeTestOrder(app, buyer, { lines });
      const ports = { wechat: app.running.wechat, offerSources: testSources };
      await acceptPayment(ctx, ports, toldPayment(ctx, body), 'query');
      const id = String(body.id);
      const { token } = buyer;
      const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };
      await app.call(`POST /api/admin/orders/${id}/shipment`, { cookie, body: parcel });
      const ask = async (kind: string, part?: object) => {
        const asked = { token, headers: key(), body: { because: 'bad', kind, ...part } };
        return app.call(`POST /api/shop/orders/${id}/refunds`, asked);
      };
      for (const { line, units, how } of steps) {
        const kind = how === 'return' || how === 'exchange' ? how : 'refund';
        const asked = await ask(kind, { lines: [{ lineId: `${id}.${line}`, quantity: units }] });
        // More than is left of it by now.
        if (asked.status !== 200) continue;
        const refund = String(asked.body.id);
        if (how === 'withdraw') await withdraw(refund, token);
        else if (how === 'part') await decide(refund, { approve: true, amount: 1, reply: '补一分' });
        else await decide(refund);
        if (kind === 'refund') await finishRefund(ctx, refund);
        else {
          await sendBack(refund, token);
          const lines = [{ lineId: `${id}.${line}`, back: units, lost: 0 }];
          const came = { cookie, headers: key(), body: { accept: true, lines } };
          await app.call(`POST /api/admin/refunds/${refund}/inspection`, came);
          if (how === 'exchange') await replace(refund);
          else await finishRefund(ctx, refund);
        }
        const seen = (await app.call(`GET /api/shop/orders/${id}`, { token })).body;
        expect(seen.refunded).toBeLessThanOrEqual(seen.paid);
      }
      const rest = await ask('refund');
      if (rest.status === 200) {
        await decide(rest.body.id, { approve: true, shippingFee: true });
        await finishRefund(ctx, rest.body.id);
      } else await giveFee(id);
      const after = (await app.call(`GET /api/shop/orders/${id}`, { token })).body;
      expect(after).toMatchObject({ state: 'refunded', refunded: body.payable });
      const { rows } = await sql`select from orders.placed where id = ${id} and refunding <> 0`.execute(ctx.db);
      expect(rows).toEqual([]);
    }),
    { numRuns: 12 },
  );
  await app.settle();
  expect(await bookMismatches(ctx)).toEqual([]);
});

/** All units went back before: the fee of shipping is what is left. */
async function giveFee(id: string): Promise<void> {
  const body = { lines: [], shippingFee: true, reason: '运费' };
  const given = await app.call(`POST /api/admin/orders/${id}/refunds`, { cookie, headers: key(), body });
  if (given.status === 200) await finishRefund(ctx, given.body.id);
}
