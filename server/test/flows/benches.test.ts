import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { placeByHand, placeOne } from '../../../bench/orders/by-hand.ts';
import { benchApp, benchConfig, benchCtx, benchKey } from '../../../bench/orders/serve.ts';
import { fillShop, orderBodies } from '../../../bench/orders/shop.ts';
import { payByHand, payOne } from '../../../bench/pay/by-hand.ts';
import { caughtUp } from '../../../bench/pay/caught-up.ts';
import { one } from '../../../bench/pay/load.ts';
import { makePayKeys } from '../../../bench/pay/notice.ts';
import { fillPlacements, someoneOpens } from '../../../bench/placements/shop.ts';
import { fillShelves, someoneAsks } from '../../../bench/search/shelves.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// What the benches measure has to work on the schema of today; how fast it is belongs to `npm run bench` alone.

const { keys, merchant } = makePayKeys();
const base = benchConfig('');
const folder = mkdtempSync(join(tmpdir(), 'huoshui-benches-'));
const credentials = join(folder, 'credentials.json');
writeFileSync(
  credentials,
  JSON.stringify({ apps: [{ ...base.wechat.apps[0], name: '测量', secret: 'none' }], ...merchant }),
);
const shopApp = await testApp({ env: { WECHAT_CREDENTIALS: credentials, DATA_KEY: benchKey } });
const { databaseUrl } = shopApp.config;
const shop = await fillShop(databaseUrl);
const ctx = benchCtx(databaseUrl);
const app = await benchApp(ctx);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await client.end();
  await app.close();
  await ctx.db.destroy();
  await shop.close();
});

it('the bench of orders places them over HTTP and by hand, and tidies up in between', async () => {
  const { token, body, key } = orderBodies(shop, 'spread')();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  const answer = await fetch(`${url}/api/shop/orders`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ payable: shop.payable });
  await shop.reset();
  expect(await placeByHand(databaseUrl, shop, 'hot', 0.2)).toBeGreaterThan(0);
});

it('the bench of payments writes the same rows by hand as the shop with all its listeners', async () => {
  await shop.reset();
  const placeAndPay = async () => {
    const now = shopApp.running.ctx.now();
    expect(await one(shopApp.running.address, orderBodies(shop, 'spread')(), keys, now)).toBe(true);
    await caughtUp(client);
    await shopApp.settle();
  };
  // The first payment of a day also puts the day down, to be compared with WeChat's bill.
  await placeAndPay();
  const before = await rowsOf();
  await placeAndPay();
  const between = await rowsOf();
  // By the clock of the shop, whose sweeps cancel what is overdue by it.
  const { now } = shopApp.running.ctx;
  const order = await placeOne(client, shop, 'spread', now());
  if (order === null) throw new Error('no order');
  const facts = await payOne(client, order, now());
  await shopApp.settle();
  const after = await rowsOf();
  expect(grown(between, after)).toEqual(grown(before, between));
  expect(facts).toHaveLength(grown(before, between)['platform.event'] ?? 0);
  const { events } = shopApp.running.ctx;
  expect(await payByHand(databaseUrl, events, shop, 0.2, now)).toBeGreaterThan(0);
});

it('the bench of searches finds on its shelves', async () => {
  await fillShelves(databaseUrl, 50);
  const ask = someoneAsks();
  const found = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const answer = await fetch(`${url}${ask()}`);
      expect(answer.status).toBe(200);
      return JSON.parse(await answer.text()).items.length;
    }),
  );
  expect(Math.max(...found)).toBeGreaterThan(0);
});

it('the bench of pop-ups and slots shows some of them to whoever comes', async () => {
  const tokens = await fillPlacements(databaseUrl, 40);
  const ask = someoneOpens(tokens);
  const shown = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const { path, headers } = ask();
      const answer = await fetch(`${shopApp.running.address}${path}`, { headers });
      expect(answer.status).toBe(200);
      return JSON.parse(await answer.text()).items.length;
    }),
  );
  expect(Math.max(...shown)).toBeGreaterThan(2);
});

/** How many rows each table has. */
async function rowsOf(): Promise<ReadonlyMap<string, number>> {
  const { rows: tables } = await client.query(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const { rows } = await client.query(
    tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`).join(' union all '),
  );
  return new Map(rows.map(({ name, n }) => [name, n]));
}

function grown(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(
    [...after].flatMap(([name, n]) => (n === before.get(name) ? [] : [[name, n - (before.get(name) ?? 0)]])),
  );
}
