import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import { createProduct } from '../../catalog/testing.ts';
import { payingShop } from '../payment/testing.ts';
import { placeTestOrder } from '../testing.ts';

const { app, operator, payer, pay, look } = await payingShop();
const { cookie } = operator;
const strawberry = await createProduct(app.ctx, { name: '红颜草莓', stock: 100 });
const pear = await createProduct(app.ctx, { name: '香梨', stock: 100 });

const admin = async (path: string, body?: object) =>
  app.call(path, {
    cookie,
    headers: { 'idempotency-key': randomBytes(8).toString('hex') },
    ...(body ? { body } : {}),
  });

let made = 0;
async function lot(product: string, shelfDays: number | null = null): Promise<{ id: string; code: string }> {
  made += 1;
  const madeOn = shanghaiDay(app.ctx.now());
  const body = { product, number: `L-${made}`, day: 'picked', madeOn, shelfDays };
  return (await admin('POST /api/admin/lots', body)).body;
}

/** A paid order of three pieces of the strawberries and one pear. */
async function paid() {
  const buyer = await payer();
  const lines = [
    { skuId: strawberry.skuId, quantity: 3 },
    { skuId: pear.skuId, quantity: 1 },
  ];
  const { body } = await placeTestOrder(app, buyer, { lines });
  await pay(buyer, body.id);
  return { id: String(body.id), buyer };
}

type Units = readonly { readonly at: number; readonly quantity: number; readonly lot?: string }[];

async function ship(id: string, units: Units) {
  const lines = units.map(({ at, ...unit }) => ({ lineId: `${id}.${at}`, ...unit }));
  const waybill = `YT${randomBytes(4).toString('hex')}`;
  return admin(`POST /api/admin/orders/${id}/shipment`, { company: '圆通', waybill, lines });
}

it('units in a parcel say which lot they are of: the shopper opens its page, and the house finds who got it', async () => {
  const [first, second] = [await lot(strawberry.id), await lot(strawberry.id)];
  const [one, other] = [await paid(), await paid()];
  await ship(one.id, [{ at: 0, quantity: 2, lot: first.id }]);
  await ship(one.id, [
    { at: 0, quantity: 1, lot: second.id },
    { at: 1, quantity: 1 },
  ]);
  await ship(other.id, [{ at: 0, quantity: 3, lot: second.id }]);

  const seen = await look(one.buyer, one.id);
  expect(seen.parcels.map(({ lines }: { lines: unknown }) => lines)).toMatchObject([
    [{ quantity: 2, lot: { id: first.id, code: first.code, number: 'L-1' } }],
    [{ quantity: 1, lot: { code: second.code } }, { quantity: 1 }],
  ]);
  expect(seen.parcels[1].lines[1].lot).toBeUndefined();
  expect((await app.call(`GET /api/shop/traces/${first.code}`)).body.product.name).toBe('红颜草莓');

  const got = async (id: string) => {
    const { body } = await app.call(`GET /api/admin/orders?lot=${id}`, { cookie });
    return [body.items.map((order: { id: string }) => order.id).toSorted(), body.total];
  };
  expect(await got(first.id)).toEqual([[one.id], 1]);
  expect(await got(second.id)).toEqual([[one.id, other.id].toSorted(), 2]);
  expect(await got('lot_none')).toEqual([[], 0]);
});

it('what is recalled, past its date or of another product does not leave', async () => {
  const { id } = await paid();
  const codeOf = async (units: Units) => (await ship(id, units)).body.error?.code ?? null;
  const [recalled, short, ofPears] = [await lot(strawberry.id), await lot(strawberry.id, 1), await lot(pear.id)];
  await admin(`POST /api/admin/lots/${recalled.id}/recall`, { reason: '抽检不合格' });
  expect(await codeOf([{ at: 0, quantity: 1, lot: recalled.id }])).toBe('orders.lot_recalled');
  expect(await codeOf([{ at: 0, quantity: 1, lot: ofPears.id }])).toBe('orders.lot_not_found');
  expect(await codeOf([{ at: 0, quantity: 1, lot: 'lot_none' }])).toBe('orders.lot_not_found');
  await app.advance(2 * DAY_MS, DAY_MS);
  expect(await codeOf([{ at: 0, quantity: 1, lot: short.id }])).toBe('orders.lot_expired');
  await admin(`DELETE /api/admin/lots/${recalled.id}/recall`);
  expect(await codeOf([{ at: 0, quantity: 1, lot: recalled.id }])).toBeNull();
});
