import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createProduct } from '../src/domains/catalog/testing.ts';
import { signedIn } from '../src/domains/operators/testing.ts';
import { acceptPayment } from '../src/domains/orders/payment/accept.ts';
import { giveRefund } from '../src/domains/orders/refund/request.ts';
import {
  createBuyer,
  placeTestOrder,
  type TestBuyer,
  testSources,
  toldPayment,
} from '../src/domains/orders/testing.ts';
import { encodeCursor } from '../src/platform/cursor.ts';
import { testApp } from '../src/platform/testing/app.ts';

// What every list of the console promises: it says how many there are, and its search finds what its field says.

vi.setConfig({ testTimeout: 300_000 });

const app = await testApp();
const { ctx } = app;
let cookie = '';
const get = async (address: string) => (await app.call(`GET /api/admin/${address}`, { cookie })).body;
const post = async (address: string, body: unknown) =>
  (await app.call(`POST /api/admin/${address}`, { cookie, body, headers: { 'idempotency-key': randomUUID() } })).body;

/** The lists that stand by themselves: a page of rows, and nothing to name in the address. A report of one person's events is none. */
const lists = app.running.domains
  .flatMap((domain) => domain.routes ?? [])
  .filter(({ method, path, shape }) => {
    const properties: object = shape.ok.properties ?? {};
    return method === 'GET' && /^\/api\/admin\/(?!reports\/)[a-z/-]+$/.test(path) && 'nextCursor' in properties;
  })
  .map(({ path }) => path.replace('/api/admin/', ''));

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});

async function paidOrder(buyer: TestBuyer): Promise<string> {
  const { skuId } = await createProduct(ctx);
  const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }] });
  const ports = { wechat: app.running.wechat, offerSources: testSources };
  await acceptPayment(ctx, ports, toldPayment(ctx, body), 'notification');
  return String(body.id);
}

it('every list says how many there are, on its first page, also when there are none', async () => {
  expect(lists.length).toBeGreaterThan(10);
  const silent: string[] = [];
  for (const list of lists) if (typeof (await get(`${list}?limit=1`)).total !== 'number') silent.push(list);
  expect(silent).toEqual([]);
});

it('no list falls over a cursor with numbers that no row can have', async () => {
  const forged = [Number.MAX_SAFE_INTEGER - 1, 3_000_000_000, 1.5]
    .flatMap((no) => [[no], [no, no], ['2026-11-21T08:00:00.000Z', no]])
    .map((values) => encodeCursor(values));
  const fell: string[] = [];
  for (const list of lists)
    for (const cursor of forged) {
      const { status } = await app.call(`GET /api/admin/${list}?cursor=${cursor}`, { cookie });
      if (status !== 200 && status !== 400) fell.push(`${list} ${cursor} ${status}`);
    }
  expect(fell).toEqual([]);
});

it('a list that is longer than is counted says that there are more', async () => {
  await sql`
    insert into operators.audit_entry (id, at, operator_name, action, area, summary, request_id)
    select 'aud_' || n, now(), '测试', 'POST /x', 'orders', '{"zh":"测","en":"t"}'::jsonb, 'req_' || n from generate_series(1, 10001) n
  `.execute(ctx.db);
  expect(await get('audit?limit=1')).toMatchObject({ total: 10_000, andMore: true });
  expect((await get('audit?limit=1&area=members')).andMore).toBeUndefined();
});

describe('whoever is looked for by name, phone or number is found', () => {
  it('among orders, refunds, points, benefits and members, and nobody else is', async () => {
    const [her, other] = [await createBuyer(ctx), await createBuyer(ctx)];
    for (const [buyer, nickname] of [
      [her, '林知远的猫'],
      [other, '别人'],
    ] as const)
      await app.call('PUT /api/shop/me', { token: buyer.token, body: { nickname } });
    const template = await post('coupons', {
      state: 'active',
      values: {
        ...{ kind: 'amount', amount: 300, name: '三元券', threshold: 0, scope: { kind: 'all' }, validity: 'days' },
        ...{ days: 7, total: null, perMember: 5, channel: 'grant', note: null },
      },
    });
    for (const buyer of [her, other]) {
      const order = await paidOrder(buyer);
      await giveRefund(ctx, order, {}, '试');
      await post(`members/${buyer.id}/points`, { points: 5, reason: '试', said: '' });
      await post(`coupons/${template.id}/grants`, { memberId: buyer.id, reason: '试', said: '' });
    }
    await app.settle();
    const found = { orders: 'memberId', refunds: 'memberId', points: 'memberId', grants: 'memberId', members: 'id' };
    for (const [list, key] of Object.entries(found)) {
      expect([list, (await get(`${list}?limit=50`)).total]).toEqual([list, 2]);
      // A number as short as hers is part of every other order's.
      const number = key === 'id' || list === 'points' || list === 'grants' ? [String(her.personNo)] : [];
      for (const q of ['知远', her.id, ...number]) {
        const page = await get(`${list}?q=${encodeURIComponent(q)}`);
        const persons = new Set(page.items.map((item: Readonly<Record<string, unknown>>) => item[key]));
        expect([list, q, [...persons], page.total]).toEqual([list, q, [her.id], page.items.length]);
      }
    }
  });
});
