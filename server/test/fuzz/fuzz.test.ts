import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { openShop } from '../flows/shop.ts';
import { newShopper, order, pay } from '../flows/shopper.ts';
import { type Ask, askOf, type Document, targetsOf } from './ask.ts';
import { seeded } from './random.ts';

// Whatever somebody sends to any route of the API's own description is answered, and never with a fault of ours. The same
// requests each time; for others, and more of them: node scripts/fuzz.mjs --seed 7 --requests 50000.

const seed = Number(process.env.FUZZ_SEED ?? 20_261_128);
const requests = Number(process.env.FUZZ_REQUESTS ?? 2000);
vi.setConfig({ testTimeout: 60_000 + requests * 60 });

const shop = await openShop();
const { app } = shop;

/** Sign-out and a new password end the session that asks, a second step asked of owners shuts it out; the clock belongs to the whole run. */
const left = new Set([
  'DELETE /api/admin/session',
  'PUT /api/admin/session/password',
  'PUT /api/admin/settings/second-factor',
  'POST /api/sandbox/clock',
]);

/** Something of everything, so that ids lead somewhere. */
async function furnish(): Promise<{ ids: string[]; token: string }> {
  const her = await newShopper(shop);
  const products = [await createProduct(app.ctx, { price: 9900, stock: 500 }), await createProduct(app.ctx, {})];
  const coupon = await createCoupon(app.ctx, {});
  const placed: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { id } = await order(shop, her, [{ skuId: products[0]?.skuId ?? '', quantity: 1 }]);
    if (n > 0) await pay(shop, her, id);
    placed.push(id);
  }
  await app.settle();
  const ids = [her.memberId, her.addressId, coupon.id, ...placed, ...products.flatMap(({ id, skuId }) => [id, skuId])];
  return { ids, token: her.token };
}

it(`answers ${requests} malformed requests to every route, none of them with 500`, async () => {
  const { ids, token } = await furnish();
  const random = seeded(seed);
  const answer = await app.call('GET /docs/json');
  const document: Document = answer.body;
  const ours = targetsOf(document).filter(({ path }) => path.startsWith('/api/') || path === '/collect');
  const targets = ours.filter(({ method, path }) => !left.has(`${method} ${path}`));
  expect(targets.length).toBeGreaterThan(120);
  const statuses = new Map<number, number>();
  const failed: unknown[] = [];
  const away: string[] = [];
  let { cookie } = await signedIn(app.ctx, 'owner');
  for (let n = 0; n < requests; n += 1) {
    const target = targets[n % targets.length];
    if (!target) continue;
    const ask = askOf(target, random, ids);
    const status = await send(
      ask,
      target.path.startsWith('/api/admin') ? { cookie } : { authorization: `Bearer ${token}` },
    );
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status === 502 || status === 503) away.push(`${ask.method} ${target.path} ${status}`);
    if (status === 500) failed.push([n, ask.method, ask.url, ask.body?.slice(0, 600), ask.headers]);
    // A request may switch off whoever sends it, or her role: another owner goes on.
    if ((status === 401 || status === 403) && target.path.startsWith('/api/admin'))
      ({ cookie } = await signedIn(app.ctx, 'owner'));
  }
  console.log('answers by status', Object.fromEntries([...statuses].sort()), away);
  expect(failed).toEqual([]);
  expect(statuses.get(200) ?? 0).toBeGreaterThan(requests / 20);
});

async function send({ method, url, body, headers }: Ask, who: Readonly<Record<string, string>>): Promise<number> {
  const answer = await fetch(`${app.running.address}${url}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...who, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  await answer.arrayBuffer();
  return answer.status;
}
