import { randomBytes } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { personsOfCodes } from '../../src/domains/codes/figures.ts';
import { aCode, announceScan } from '../../src/domains/codes/testing.ts';
import { createMember, type TestMember } from '../../src/domains/members/testing.ts';
import { payingShop } from '../../src/domains/orders/payment/testing.ts';
import { placeTestOrder } from '../../src/domains/orders/testing.ts';
import { friendAdded } from '../../src/domains/scrm/events.ts';
import { addDays, DAY_MS, MINUTE_MS, shanghaiDay } from '../../src/platform/calendar.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { countPersons } from '../../src/platform/event-store/person-set.ts';

vi.setConfig({ testTimeout: 300_000 });

const { app, operator, payer, pay } = await payingShop();
const { ctx } = app;
const { cookie } = operator;
let waybills = 0;

/** An order of so many units that leaves in as many parcels. */
async function sendParcels(count: number): Promise<void> {
  const buyer = await payer();
  const { skuId } = await createProduct(ctx, { price: 3_000, stock: 100 });
  const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: count }] });
  await pay(buyer, body.id);
  for (let n = 0; n < count; n += 1) {
    waybills += 1;
    const shipped = await app.call(`POST /api/admin/orders/${body.id}/shipment`, {
      cookie,
      headers: { 'idempotency-key': randomBytes(8).toString('hex') },
      body: {
        company: '圆通',
        waybill: `YT${String(waybills).padStart(8, '0')}`,
        lines: [{ lineId: `${body.id}.0`, quantity: 1 }],
      },
    });
    expect(shipped.status).toBe(200);
  }
}

async function addStaff({ id: memberId, personNo }: TestMember, at: Date, contactWayId = 'cwy_1'): Promise<void> {
  const staff = { userid: 'guide01', staff: '模拟导购', contactWayId, way: '活码', again: false };
  const payload = { memberId, friendId: `frd_${memberId}${at.getTime()}`, ...staff };
  await inTransaction(ctx, async (ctx) => ctx.emit(friendAdded, { personNo, at, payload }));
}

async function table(by: string, key: string, range: { from: string; to: string }) {
  const { body } = await app.call('POST /api/admin/reports/codes.codes', {
    cookie,
    body: { values: { range, touch: 'last', code: null, place: null, channel: null, store: null, by } },
  });
  const { columns, rows } = body.tables.find((one: { key: string }) => one.key === key);
  return (id?: string) => {
    const row = id === undefined ? rows[0] : rows.find(([of]: [string]) => of === id);
    return row && Object.fromEntries(columns.map((column: { key: string }, n: number) => [column.key, row[n]]));
  };
}

it('a card in parcels is measured by the parcels that left while it was in them', async () => {
  // Left before there was a card: nobody could scan it.
  await sendParcels(2);
  await app.advance(DAY_MS, DAY_MS);
  const today = shanghaiDay(ctx.now());
  const range = { from: addDays(today, -7), to: today };
  const card = { place: 'parcel_card', parcelsFrom: today, parcelsTo: null };
  const first = await aCode(ctx, { ...card, name: '包裹卡一', channel: '包裹' });
  const second = await aCode(ctx, { ...card, name: '包裹卡二', channel: '包裹' });
  const ofStore = await aCode(ctx, {
    ...card,
    name: '门店包裹卡',
    store: null,
    parcelsFrom: addDays(today, -9),
    parcelsTo: addDays(today, -8),
  });
  const shelf = await aCode(ctx, { name: '货架一' });
  await sendParcels(3);
  await sendParcels(1);
  const [ann, bea, cid] = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
  const at = (minutes: number) => new Date(ctx.now().getTime() + minutes * MINUTE_MS);
  await announceScan(ctx, ann, first.id, at(-60));
  await announceScan(ctx, bea, first.id, at(-50));
  await announceScan(ctx, bea, first.id, at(-10));
  await announceScan(ctx, cid, shelf.id, at(-40));
  await addStaff(ann, at(-55));
  // She scanned the shelf last, and whom staff added themselves came by no code.
  await addStaff(cid, at(-35));
  await addStaff(bea, at(-5), '');
  await app.advance(MINUTE_MS);
  await app.settle();

  const codes = await table('code', 'groups', range);
  expect(codes(first.id)).toMatchObject({ scans: 3, scanners: 2, added: 1, parcels: 4, scanRate: 0.75, addRate: 0.25 });
  expect(codes(first.id).addLow).toBeCloseTo(0.0456, 3);
  expect(codes(first.id).addHigh).toBeCloseTo(0.6994, 3);
  // In the same parcels, and nobody scanned it: told as well, with what may still be behind it.
  expect(codes(second.id)).toMatchObject({ scans: 0, parcels: 4, scanRate: 0, addRate: 0, scanLow: 0 });
  expect(codes(second.id).scanHigh).toBeCloseTo(0.4899, 3);
  expect(codes(ofStore.id)).toBeUndefined();
  expect(codes(shelf.id)).toMatchObject({ scans: 1, added: 1, parcels: 0, scanRate: null, addRate: null });

  // Two cards in one parcel are one parcel; what a shelf brought is no part of the cards' rates.
  const places = await table('place', 'groups', range);
  expect(places('parcel_card')).toMatchObject({ scans: 3, parcels: 4, scanRate: 0.75, addRate: 0.25 });
  const whole = await table('code', 'whole', range);
  expect(whole()).toMatchObject({ scans: 4, added: 2, parcels: 4, scanRate: 0.75, addRate: 0.25 });
  expect(
    (await table('code', 'groups', { from: addDays(today, -7), to: addDays(today, -1) }))(first.id),
  ).toBeUndefined();

  const asked = { range, touch: 'last' as const, code: first.id, place: null, channel: null, store: null };
  expect(await countPersons(ctx, await personsOfCodes(ctx, asked, 'added'))).toBe(1);
});

it('a card that was taken out counts no later parcels, and days the wrong way round are refused', async () => {
  const today = shanghaiDay(ctx.now());
  const body = (await aCode(ctx, { place: 'parcel_card', name: '包裹卡三' })).values;
  const late = await app.call('POST /api/admin/codes', {
    cookie,
    headers: { 'idempotency-key': 'wrong-days' },
    body: { ...body, name: '包裹卡四', parcelsFrom: today, parcelsTo: addDays(today, -1) },
  });
  expect(late.body.error).toMatchObject({ code: 'platform.bad_form', details: { problems: [{ at: 'parcelsTo' }] } });
  const gone = await aCode(ctx, { place: 'parcel_card', name: '包裹卡五', parcelsFrom: addDays(today, -1) });
  await app.call(`POST /api/admin/codes/${gone.id}/archiving`, { cookie, body: { archived: true } });
  await app.advance(DAY_MS, DAY_MS);
  await sendParcels(1);
  const tomorrow = shanghaiDay(ctx.now());
  const codes = await table('code', 'groups', { from: tomorrow, to: tomorrow });
  expect(codes(gone.id)).toBeUndefined();
});
