import { CODE_LENGTH, checkDigit, isPickupCode } from '@huoshui/contracts/pickup-code';
import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { createStore } from '../../stores/testing.ts';
import { holdOrder, releaseOrder } from '../hold.ts';
import { payingShop, type TestPayer } from '../payment/testing.ts';
import { bookMismatches } from '../testing.ts';
import { giveCodes } from './code.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const shop = await payingShop();
const { app, operator, payer, pay, look, factsOf } = shop;
const { ctx } = app;
const { cookie } = operator;
const here = await createStore(ctx);
const there = await createStore(ctx, { name: '静安店' });

vi.setConfig({ testTimeout: 60_000 });

type Placing = {
  readonly quantity?: number;
  readonly price?: number;
  readonly skuId?: string;
  readonly store?: typeof here;
  readonly from?: string;
  readonly key?: string;
};

async function place(buyer: TestPayer, facts: Placing = {}) {
  const { quantity = 1, price = 1_000, store = here } = facts;
  const skuId = facts.skuId ?? (await createProduct(ctx, { price })).skuId;
  const lines = [{ skuId, quantity }];
  const pickup = {
    storeId: store.id,
    from: facts.from ?? store.slots()[0]?.from.toISOString(),
    name: '李小姐',
    phone: '13900139000',
  };
  return app.call('POST /api/shop/orders', {
    token: buyer.token,
    headers: { 'idempotency-key': facts.key ?? `place-${Math.random()}` },
    body: { lines, pickup, expectedPayable: price * quantity },
  });
}

async function paid(facts: Placing = {}) {
  const buyer = await payer();
  const { body } = await place(buyer, facts);
  await pay(buyer, body.id);
  const order = await look(buyer, body.id);
  return { buyer, id: String(body.id), number: String(body.number), code: String(order.pickup.code), order };
}

let keys = 0;
async function redeem(code: string, { store = here, key = '', by = cookie, at = '' } = {}) {
  keys += 1;
  return app.call('POST /api/admin/pickups/redemptions', {
    cookie: by,
    headers: { 'idempotency-key': key || `redeem-key-${keys}` },
    body: { code, storeId: store.id, ...(at ? { at } : {}) },
  });
}
const codeOf = ({ body }: { readonly body: { readonly error?: { readonly code: string } } }) => body.error?.code;
const lookUp = async (code: string, store = here) =>
  app.call(`GET /api/admin/pickups/by-code/${code}?storeId=${store.id}`, { cookie });

describe('an order that is collected', () => {
  it('costs no freight, needs no address, and waits at its store under a code from its payment on', async () => {
    const buyer = await payer();
    const { skuId } = await createProduct(ctx, { price: 1_000 });
    const lines = [{ skuId, quantity: 1 }];
    const sent = await app.call('POST /api/shop/quote', { token: buyer.token, body: { lines } });
    const fetched = await app.call('POST /api/shop/quote', { token: buyer.token, body: { lines, collects: true } });
    expect(sent.body).toMatchObject({ shippingFee: 800, payable: 1_800, delivery: { collectable: true } });
    expect(fetched.body).toMatchObject({
      shippingFee: 0,
      payable: 1_000,
      delivery: { to: null, undeliverable: [], collectable: true },
    });
    const placed = await place(buyer, { skuId });
    expect(placed.status, placed.text).toBe(200);
    const unpaid = await look(buyer, placed.body.id);
    expect(unpaid).toMatchObject({ state: 'unpaid', address: null, pickup: { store: '徐汇店', code: null } });
    await pay(buyer, placed.body.id);
    const order = await look(buyer, placed.body.id);
    expect(order).toMatchObject({
      state: 'to_collect',
      shippingFee: 0,
      pickup: { name: '李小姐', phone: '13900139000', address: '上海市徐汇区模拟路 1 号', collectedAt: null },
    });
    expect(isPickupCode(order.pickup.code)).toBe(true);
    const { body: seen } = await app.call(`GET /api/admin/orders/${placed.body.id}`, { cookie });
    expect(seen).toMatchObject({ state: 'to_collect', pickup: { store: '徐汇店', code: null }, acts: { ship: false } });
  });

  it('is one word everywhere: list, filter, file, counts; and neither slips nor parcels know it', async () => {
    const { id, buyer, number } = await paid();
    const listed = async (state: string) =>
      (await app.call(`GET /api/admin/orders?state=${state}&q=${number}`, { cookie })).body.items;
    expect(await listed('to_collect')).toMatchObject([{ id, state: 'to_collect', store: '徐汇店' }]);
    expect(await listed('paid')).toEqual([]);
    const file = await app.call(`GET /api/admin/orders/export.csv?q=${number}`, { cookie });
    expect(file.text).toContain('待自提');
    expect(file.text).toContain('徐汇店');
    expect((await app.call('GET /api/shop/orders/counts', { token: buyer.token })).body).toMatchObject({
      paid: 0,
      to_collect: 1,
    });
    const own = await app.call('GET /api/shop/orders?state=to_collect', { token: buyer.token });
    expect(own.body.items).toMatchObject([{ id }]);
    const slips = await app.call('GET /api/admin/slips', { cookie });
    expect(slips.body.items.map((one: { id: string }) => one.id)).not.toContain(id);
    const ship = await app.call(`POST /api/admin/orders/${id}/shipment`, {
      cookie,
      body: { way: 'same_city', company: '店员' },
    });
    expect([ship.status, codeOf(ship)]).toEqual([409, 'orders.collected_at_store']);
  });

  it('is refused at a time that is no slot, at a store that hands nothing out, and with goods that are only sent', async () => {
    const buyer = await payer();
    const off = new Date((here.slots()[0]?.from.getTime() ?? 0) + MINUTE).toISOString();
    expect(codeOf(await place(buyer, { from: off }))).toBe('orders.slot_gone');
    expect(
      codeOf(await place(buyer, { from: ctx.now().toISOString().slice(0, 4).concat('-01-01T00:00:00.000Z') })),
    ).toBe('orders.slot_gone');
    const paused = await createStore(ctx, { state: 'paused' });
    expect(codeOf(await place(buyer, { store: { ...paused, slots: here.slots } }))).toBe('orders.store_not_open');
    const { skuId } = await createProduct(ctx, { price: 1_000, pickup: false });
    expect(codeOf(await place(buyer, { skuId }))).toBe('orders.not_collectable');
    const quote = await app.call('POST /api/shop/quote', {
      token: buyer.token,
      body: { lines: [{ skuId, quantity: 1 }], collects: true },
    });
    expect(quote.body.delivery).toMatchObject({ undeliverable: [skuId], collectable: false });
  });

  it('is placed once for a key, and another place with the same key is refused', async () => {
    const buyer = await payer();
    const { skuId } = await createProduct(ctx, { price: 1_000 });
    const [first, again] = await Promise.all([
      place(buyer, { skuId, key: 'pickup-key-1' }),
      place(buyer, { skuId, key: 'pickup-key-1' }),
    ]);
    expect(first?.body.id).toBe(again?.body.id);
    expect(codeOf(await place(buyer, { skuId, key: 'pickup-key-1', store: there }))).toBe('orders.key_reused');
  });
});

describe('a code', () => {
  it('finds any one digit mistyped and any two neighbours swapped', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{8}$/),
        fc.nat(CODE_LENGTH - 1),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, by) => {
          const code = `${digits}${checkDigit(digits)}`;
          expect(isPickupCode(code)).toBe(true);
          const wrong = [...code].map((one, n) => (n === at ? String((Number(one) + by) % 10) : one)).join('');
          expect(isPickupCode(wrong)).toBe(false);
          const [a = '', b = ''] = [code[at], code[at + 1]];
          if (b !== '' && a !== b)
            expect(isPickupCode(`${code.slice(0, at)}${b}${a}${code.slice(at + 2)}`)).toBe(false);
        },
      ),
    );
  });

  it('is no other order’s, however many are drawn at once, and stays when it is drawn again', async () => {
    const orders = await Promise.all(Array.from({ length: 4 }, async () => paid()));
    const ids = orders.map(({ id }) => id);
    await sql`delete from orders.pickup_code where order_id = any(${ids}::text[])`.execute(ctx.db);
    await Promise.all(Array.from({ length: 6 }, async () => giveCodes(ctx, ids)));
    const read = async () =>
      (
        await sql<{
          code: string;
        }>`select code from orders.pickup_code where order_id = any(${ids}::text[]) order by order_id`.execute(ctx.db)
      ).rows.map(({ code }) => code);
    const codes = await read();
    expect(new Set(codes).size).toBe(4);
    await giveCodes(ctx, ids);
    expect(await read()).toEqual(codes);
  });
});

describe('the counter', () => {
  it('hands an order over: it is received, WeChat hears 自提, and she reads so', async () => {
    const { id, code, buyer } = await paid({ quantity: 2 });
    expect((await lookUp(code)).body).toMatchObject({
      refusal: null,
      name: '李小姐',
      lines: [{ quantity: 2, refunded: 0 }],
    });
    const done = await redeem(` ${code.slice(0, 3)} ${code.slice(3, 6)}-${code.slice(6)} `);
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({ orderId: id, storeName: '徐汇店', lines: [{ quantity: 2 }] });
    const order = await look(buyer, id);
    expect(order).toMatchObject({ state: 'received', pickup: { code: null, collectedAt: expect.any(String) } });
    expect(order.timeline.map((one: { title: { zh: string } }) => one.title.zh)).toContain('已到店取走');
    expect(await factsOf(id, 'order.received')).toMatchObject([{ automatic: false }]);
    await app.advance(2 * MINUTE);
    const { rows } = await sql<{
      transactionId: string;
    }>`select transaction_id from orders.placed where id = ${id}`.execute(ctx.db);
    const atWechat = await app.running.wechat.apps[0].shippingOrder({ transactionId: rows[0]?.transactionId ?? '' });
    expect(atWechat).toMatchObject({ logistics: 'pickup' });
    const { body: audit } = await app.call(`GET /api/admin/audit?area=pickups&entityId=${id}`, { cookie });
    expect(audit.items).toHaveLength(1);
  });

  it('hands it over once, from however many counters and however often it is sent', async () => {
    const { id, code } = await paid();
    const others = await Promise.all([1, 2, 3].map(async (n) => signedIn(ctx, 'owner', `店员${n}`)));
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, n) =>
        redeem(code, { key: `counter-${n % 6}`, by: others[n % 3]?.cookie ?? '' }),
      ),
    );
    const good = answers.filter(({ status }) => status === 200);
    const rest = answers.filter(({ status }) => status !== 200);
    // The key that won is answered alike each time; every other is told when and by whom.
    expect(good).toHaveLength(2);
    expect(good[0]?.body).toEqual(good[1]?.body);
    expect(new Set(rest.map(codeOf))).toEqual(new Set(['orders.pickup_collected']));
    expect(rest[0]?.body.error.message).toMatch(/已在“徐汇店”取走（店员\d 核销）/);
    expect(await factsOf(id, 'order.received')).toHaveLength(1);
    const { rows } = await sql`select from orders.event where order_id = ${id} and kind = 'collected'`.execute(ctx.db);
    expect(rows).toHaveLength(1);
  });

  it('says what is wrong: mistyped, unknown, another store’s, cancelled, given back, being given back', async () => {
    const { code, id, buyer } = await paid();
    const swapped = `${code.slice(0, 8)}${(Number(code[8]) + 1) % 10}`;
    expect([(await redeem(swapped)).status, codeOf(await redeem(swapped))]).toEqual([400, 'orders.pickup_mistyped']);
    const unknown = `00000000${checkDigit('00000000')}`;
    expect(codeOf(await redeem(unknown))).toBe('orders.pickup_unknown');
    expect((await lookUp(code, there)).body.refusal).toMatchObject({
      code: 'orders.pickup_elsewhere',
      words: { zh: '这一单在“徐汇店”自提，不在本店' },
    });
    expect(codeOf(await redeem(code, { store: there }))).toBe('orders.pickup_elsewhere');
    const asked = await app.call(`POST /api/shop/orders/${id}/refunds`, {
      token: buyer.token,
      headers: { 'idempotency-key': `refund-${id}` },
      body: { reason: '不想要了' },
    });
    expect(codeOf(await redeem(code))).toBe('orders.pickup_refund_open');
    await app.call(`POST /api/admin/refunds/${asked.body.id}/decision`, {
      cookie,
      headers: { 'idempotency-key': `decide-${id}` },
      body: { approve: true },
    });
    await app.advance(MINUTE);
    expect(codeOf(await redeem(code))).toBe('orders.pickup_refunded');
    expect((await look(buyer, id)).pickup.code).toBe(null);
  });

  it('keeps what was given back: the rest of the order is handed over', async () => {
    const { code, id, order, buyer } = await paid({ quantity: 3 });
    await app.call(`POST /api/admin/orders/${id}/refunds`, {
      cookie,
      headers: { 'idempotency-key': `give-${id}` },
      body: { lines: [{ lineId: order.lines[0].id, quantity: 1 }], reason: '缺一件' },
    });
    await app.advance(MINUTE);
    expect((await lookUp(code)).body).toMatchObject({ refusal: null, lines: [{ quantity: 2, refunded: 1 }] });
    expect((await redeem(code)).body.lines).toMatchObject([{ quantity: 2, refunded: 1 }]);
    expect((await look(buyer, id)).state).toBe('received');
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('takes an order number where her phone is empty, and a moment from when the network was away', async () => {
    const one = await paid();
    expect((await redeem(one.number)).body).toMatchObject({ orderId: one.id });
    const two = await paid();
    await app.advance(30 * MINUTE);
    const at = new Date(ctx.now().getTime() - 10 * MINUTE).toISOString();
    expect((await redeem(two.code, { at })).body.collectedAt).toBe(at);
    const three = await paid();
    const early = await redeem(three.code, { at: '2020-01-01T00:00:00.000Z' });
    expect(early.body.collectedAt).toBe(three.order.paidAt);
  });

  it('never both hands over and gives back, whoever comes first', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { code, id, buyer } = await paid();
      const [handed, given] = await Promise.all([
        redeem(code),
        app.call(`POST /api/admin/orders/${id}/refunds`, {
          cookie,
          headers: { 'idempotency-key': `race-${id}` },
          body: { reason: '不做了' },
        }),
      ]);
      await app.advance(MINUTE);
      const state = (await look(buyer, id)).state;
      // Given back after it was handed over is an after-sale like any other; handed over after it was given back never is.
      if (handed?.status === 200) expect((await factsOf(id, 'order.received')).length).toBe(1);
      else
        expect([codeOf(handed ?? { body: {} }), given?.status, state]).toEqual([
          expect.stringMatching(/refund/),
          200,
          'refunded',
        ]);
    }
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});

describe('what lies ready', () => {
  it('is told to her and to WeChat once; the 48 hours are kept, and collecting it tells nobody twice', async () => {
    const { id, code, buyer } = await paid();
    const ready = async () =>
      app.call('POST /api/admin/pickups/readiness', { cookie, body: { ids: [id, 'ord_none'] } });
    expect((await ready()).body).toEqual({ ready: 1 });
    expect((await ready()).body).toEqual({ ready: 0 });
    await app.advance(2 * MINUTE);
    const inbox = await app.call('GET /api/shop/inbox', { token: buyer.token });
    expect(JSON.stringify(inbox.body)).toContain('已备好');
    const told = async () =>
      (await sql<{ told: number }>`select told_times as told from orders.placed where id = ${id}`.execute(ctx.db))
        .rows[0]?.told;
    expect(await told()).toBe(1);
    expect((await look(buyer, id)).state).toBe('to_collect');
    const late = await app.call('GET /api/admin/orders?deadline=passed', { cookie });
    expect(JSON.stringify(late.body)).not.toContain(id);
    expect((await redeem(code)).status).toBe(200);
    await app.advance(2 * MINUTE);
    expect(await told()).toBe(1);
  });

  it('is laid ready, told and asked for only where the counter would hand it over', async () => {
    const { id, buyer } = await paid();
    const ready = async () =>
      (await app.call('POST /api/admin/pickups/readiness', { cookie, body: { ids: [id] } })).body;
    const toPrepare = async () =>
      JSON.stringify((await app.call('GET /api/admin/pickups?todo=prepare&limit=100', { cookie })).body).includes(id);
    expect(await toPrepare()).toBe(true);
    const asked = await app.call(`POST /api/shop/orders/${id}/refunds`, {
      token: buyer.token,
      body: { reason: '不要了' },
    });
    expect(await ready()).toEqual({ ready: 0 });
    expect(await toPrepare()).toBe(false);
    await app.call(`POST /api/shop/refunds/${asked.body.id}/withdrawal`, { token: buyer.token });
    await holdOrder(ctx, id, { by: 'test', who: words('拼团', 'Group'), reason: words('还差一人', 'One is missing') });
    expect(await ready()).toEqual({ ready: 0 });
    await releaseOrder(ctx, id, 'test');
    expect(await ready()).toEqual({ ready: 1 });
  });

  it('comes to the list by its slot; what nobody fetched in its days is among what is to do', async () => {
    const store = await createStore(ctx, { name: '浦东店', keep: 1 });
    const one = await paid({ store, from: store.slots()[5]?.from.toISOString() ?? '' });
    const two = await paid({ store, from: store.slots()[2]?.from.toISOString() ?? '' });
    const list = async (todo = '') =>
      (await app.call(`GET /api/admin/pickups?storeId=${store.id}${todo && `&todo=${todo}`}`, { cookie })).body;
    expect((await list()).items.map(({ id }: { id: string }) => id)).toEqual([two.id, one.id]);
    expect(await list('prepare')).toMatchObject({ total: 2, items: [{ todo: 'prepare', name: '李小姐' }, {}] });
    await app.call('POST /api/admin/pickups/readiness', { cookie, body: { ids: [two.id] } });
    expect((await list('ready')).items).toMatchObject([{ id: two.id, todo: 'ready' }]);
    await app.advance(3 * DAY);
    expect((await list('overdue')).total).toBe(2);
    const { body: work } = await app.call('GET /api/admin/work', { cookie });
    expect(work.items).toContainEqual(
      expect.objectContaining({ kind: 'orders.pickup_overdue', to: '/pickups?todo=overdue' }),
    );
    await redeem(two.code, { store });
    expect((await list('collected')).items).toMatchObject([{ id: two.id, collectedBy: '小李' }]);
  });
});
