import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { getSetting, putSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import type { TestApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { acceptPayment } from '../payment/accept.ts';
import { createBuyer, placeTestOrder, testSources, toldPayment } from '../testing.ts';

export const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') });
const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };

/** An order that she has, of one product at ¥50; `stock` was there before. */
export async function delivered(app: TestApp, cookie: string, { quantity = 2, stock = 10, ships = true } = {}) {
  const { ctx } = app;
  const { skuId } = await createProduct(ctx, { price: 5_000, stock });
  const buyer = await createBuyer(ctx);
  const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity }] });
  await acceptPayment(ctx, { wechat: app.running.wechat, offerSources: testSources }, toldPayment(ctx, body), 'query');
  const id = String(body.id);
  if (ships) {
    await app.call(`POST /api/admin/orders/${id}/shipment`, { cookie, body: parcel });
    // WeChat has heard of it as often as it listens: it never saw these payments, and would be asked again for a day of the clock.
    await sql`update orders.placed set upload_at = null, told_times = 2 where id = ${id}`.execute(ctx.db);
  }
  const { token } = buyer;
  return {
    id,
    skuId,
    token,
    ask: async (kind: string, units: number, more: object = {}) => {
      const lines = [{ lineId: `${id}.0`, quantity: units }];
      const asked = { token, headers: key(), body: { lines, because: 'bad', kind, ...more } };
      return app.call(`POST /api/shop/orders/${id}/refunds`, asked);
    },
    look: async () => (await app.call(`GET /api/shop/orders/${id}`, { token })).body,
  };
}

/** What shop and shopper do with a request. */
export function deeds(app: TestApp, cookie: string) {
  const admin = async (id: string, what: string, body: object, by = cookie) =>
    app.call(`POST /api/admin/refunds/${id}/${what}`, { cookie: by, headers: key(), body });
  return {
    decide: async (id: string, body: object = { approve: true }, by = cookie) => admin(id, 'decision', body, by),
    inspect: async (id: string, orderId: string, back: number, lost: number, more: object = {}) =>
      admin(id, 'inspection', { accept: true, lines: [{ lineId: `${orderId}.0`, back, lost }], ...more }),
    refuse: async (id: string, reply: string) => admin(id, 'inspection', { accept: false, reply }),
    replace: async (id: string) => admin(id, 'replacement', { company: '顺丰速运', waybill: 'SF9876543210' }),
    instead: async (id: string) => admin(id, 'money-instead', { reply: '没有货了' }),
    say: async (id: string, text: string) => admin(id, 'messages', { text }),
    sendBack: async (id: string, token: string, waybill = 'YT1234567890') =>
      app.call(`POST /api/shop/refunds/${id}/return-parcel`, { token, body: { company: '圆通速递', waybill } }),
    withdraw: async (id: string, token: string) => app.call(`POST /api/shop/refunds/${id}/withdrawal`, { token }),
    stateOf: async (id: string) => (await app.call(`GET /api/admin/refunds/${id}`, { cookie })).body.state,
  };
}

/** The shop's terms of after-sales, an address for returns among them. */
export async function setTerms({ ctx }: TestApp, changes: Partial<Awaited<ReturnType<typeof terms>>> = {}) {
  const settings = await getSetting(ctx, shopSettings);
  const afterSales = {
    ...shopSettings.initial.afterSales,
    returnTo: '活水仓 021-88886666 上海市徐汇区 1 号',
    ...changes,
  };
  await putSetting(ctx, shopSettings, { ...settings, afterSales });
}

async function terms({ ctx }: TestApp) {
  return (await getSetting(ctx, shopSettings)).afterSales;
}
