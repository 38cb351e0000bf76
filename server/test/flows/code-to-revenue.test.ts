import { randomUUID } from 'node:crypto';
import jsqr from 'jsqr';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import { payingShop } from '../../src/domains/orders/payment/testing.ts';
import { shanghaiDay } from '../../src/platform/calendar.ts';

// A print on a shelf, followed to the money it brought, and back where the money went back.

vi.setConfig({ testTimeout: 300_000 });

const shop = await payingShop();
const { app, operator, payer, pay, place } = shop;
const { cookie } = operator;

const admin = async (route: string, body?: unknown) =>
  app.call(route, { cookie, headers: { 'idempotency-key': randomUUID() }, ...(body === undefined ? {} : { body }) });
const figures = async () => {
  const day = shanghaiDay(app.ctx.now());
  const values = { range: { from: day, to: day }, touch: 'last', by: 'channel' };
  const { body } = await admin('POST /api/admin/reports/codes.codes', { values });
  const [groups] = body.tables;
  const [row = []] = groups.rows;
  return Object.fromEntries(groups.columns.map(({ key }: { key: string }, n: number) => [key, row[n]]));
};

it('a shelf code is printed, scanned, and followed to revenue; what went back is no revenue', async () => {
  const day = shanghaiDay(app.ctx.now());
  const made = await admin('POST /api/admin/codes', {
    ...{
      name: '徐汇店 水果货架',
      kind: 'mini_program',
      place: 'shelf',
      channel: '门店',
      target: 'coupons',
      caption: '扫码领券',
    },
    ...{ costs: 'once', cost: 6_000, costFrom: day },
  });
  await app.settle();
  const print = await fetch(`${app.running.address}/api/admin/codes/${made.body.id}/picture.png`, {
    headers: { cookie },
  });
  const { data, info } = await sharp(Buffer.from(await print.arrayBuffer()))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const read = new URL(jsqr(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '');

  // What stands on the print opens the home page of a phone, with the scene in its query.
  const opened = await fetch(`${app.config.sandboxUrl}${read.pathname}${read.search}`, { redirect: 'manual' });
  const page =
    new URL(opened.headers.get('location') ?? '', String(app.config.sandboxUrl)).searchParams.get('page') ?? '';
  expect(page.startsWith('home/pages/home?scene=')).toBe(true);
  const scene = page.slice(page.indexOf('scene=') + 'scene='.length);

  const buyer = await payer();
  const answer = await app.call('POST /api/shop/code-scans', { token: buyer.token, body: { scene } });
  expect(answer.body).toEqual({ outcome: 'opened', page: 'coupons', id: null, entry: null });
  const { order, payable } = await place(buyer, 8_000, 1);
  await pay(buyer, order.id);
  await app.settle();
  expect(await figures()).toMatchObject({
    ...{ id: '门店', scans: 1, scanners: 1, joined: 1, orders: 1, payers: 1, firstOrders: 1 },
    ...{ gmv: payable, spent: payable, cost: 6_000, cac: 6_000 },
  });
  const profile = await admin(`GET /api/admin/members/${buyer.id}/codes`);
  expect(profile.body).toMatchObject({ brought: true, first: { name: '徐汇店 水果货架' } });

  await admin(`POST /api/admin/orders/${order.id}/refunds`, {
    lines: [{ lineId: `${order.id}.0`, quantity: 1 }],
    reason: '压坏了',
  });
  await app.advance(120_000);
  expect(await figures()).toMatchObject({ scans: 1, joined: 1, orders: 0, firstOrders: 0, gmv: payable, spent: 0 });
});
