import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { staffToken } from '../../src/domains/scrm/testing.ts';
import { shanghaiDay } from '../../src/platform/calendar.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay, track } from './shopper.ts';

// What people type is text, wherever it goes: into a table, a page, a spreadsheet.

vi.setConfig({ testTimeout: 300_000 });

const formulas = ['=1+cmd|/c', '+1+1', '-1+1', '@SUM(A1)', '\t=1+1', '＝1+1', '＠SUM(A1)'];
const hostile = ["'; drop schema x;--", '<img src=x onerror=1>', '{{orderId}}', '<%= 7*7 %>', '%00\\"', ...formulas];

const shop = await openShop();
const { app, api } = shop;
const { cookie } = shop.owner;
const formula = '=HYPERLINK("x")';
const product = await createProduct(app.ctx, { name: formula, price: 9900 });
const coupon = await createCoupon(app.ctx, { name: formula });
const her = await newShopper(shop);
const { token } = her;

it('is kept and told letter by letter', async () => {
  for (const text of hostile) {
    const nickname = text.slice(0, 20).trim();
    expect((await api('PUT /api/shop/me', { token, body: { nickname } })).nickname).toBe(nickname);
    const member = await api('GET /api/admin/members/:id', { cookie, params: { id: her.memberId } });
    expect(member.nickname).toBe(nickname);
    const found = await api('GET /api/admin/members', { cookie, query: { q: nickname } });
    expect(found.items.map((one) => one.id)).toEqual([her.memberId]);
  }
});

it('is answered as data that no browser takes for a page', async () => {
  const markup = '<script>alert(1)</script>';
  const answers = [
    await app.call(`GET /api/shop/products?q=${encodeURIComponent(markup)}`),
    await app.call(`GET /api/admin/orders?q=${encodeURIComponent(markup)}&limit=${encodeURIComponent(markup)}`, {
      cookie,
    }),
    await app.call(`GET /api/shop/products/${encodeURIComponent(markup)}`),
    await app.call(`GET /api/nowhere/${encodeURIComponent(markup)}`),
    await app.call('POST /api/admin/session', { body: { login: markup, password: markup } }),
  ];
  for (const { headers } of answers) {
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

it('computes nothing in any file that the console hands out', async () => {
  await api('PUT /api/shop/me', { token, body: { nickname: '=1+1' } });
  await api('POST /api/shop/coupon-center/:id', { token, params: { id: coupon.id } });
  const { id } = await order(shop, her, [{ skuId: product.skuId, quantity: 1 }]);
  await pay(shop, her, id);
  await track(shop, her, [{ name: 'page_view', page: formula }]);
  await app.settle();
  const { personNo } = await api('GET /api/admin/members/:id', { cookie, params: { id: her.memberId } });

  const day = shanghaiDay(app.ctx.now());
  const values = encodeURIComponent(JSON.stringify({ range: { from: day, to: day }, who: 'payers' }));
  const question = `from=${day}&to=${day}&personNo=${personNo}&values=${values}`;
  // The people behind a number are one and the same file, whatever the number: that of the overview stands for all.
  const onePeople = '/api/admin/people/analytics.overview/export.csv';
  const files = app.running.domains
    .flatMap((domain) => domain.routes ?? [])
    .filter(({ method, path, options }) => method === 'GET' && options.download && !path.includes(':'))
    .filter(({ path }) => !path.startsWith('/api/admin/people/') || path === onePeople);
  expect(files.length).toBeGreaterThan(7);
  let armed = 0;
  for (const { path } of files) {
    const answer = await app.call(`GET ${path}?${question}`, { cookie });
    expect([path, answer.status], answer.text).toEqual([path, 200]);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const cells = cellsOf(answer.text);
    expect([path, cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-?[\d.]+%?$/.test(cell))]).toEqual([
      path,
      [],
    ]);
    armed += cells.filter((cell) => cell.startsWith("'=")).length;
  }
  // Orders, coupons, events and the audit log had something to disarm.
  expect(armed).toBeGreaterThan(3);
});

it('searches for itself and finds nothing else', async () => {
  const { id: given } = await createCoupon(app.ctx, { channel: 'grant' });
  const staff = await staffToken(app.ctx, 'guide01');
  for (const key of ['first_repurchase', 'win_back'])
    await api('POST /api/admin/playbooks/:key/journey', {
      cookie,
      params: { key },
      body: { values: { coupon: given } },
    });
  const routes = app.running.domains
    .flatMap((domain) => domain.routes ?? [])
    .filter(({ method, path, shape }) => method === 'GET' && !path.includes(':') && shape.query?.properties.q)
    .filter(({ shape }) => (shape.query?.required ?? []).every((name) => name === 'q'));
  expect(routes.length).toBeGreaterThan(8);
  const injections = ["' or '1'='1", "%' or 1=1 --", "') union select 1,2,3 --", '\\', '%', '%_%', 'i_%'];
  const wrong: unknown[] = [];
  for (const { path, options } of routes) {
    const who = 'can' in options || 'operator' in options ? { cookie } : { token: 'staff' in options ? staff : token };
    for (const q of injections) {
      const answer = await app.call(`GET ${path}?q=${encodeURIComponent(q)}`, who);
      const found: readonly unknown[] = answer.body?.items ?? [];
      if (answer.status !== 200 || found.length > 0) wrong.push([path, q, answer.status, found.length]);
    }
  }
  expect(wrong).toEqual([]);
});

/** The cells of a CSV text, unquoted. */
function cellsOf(text: string): string[] {
  const cells = text.replace('\uFEFF', '').match(/("(?:[^"]|"")*"|[^,\r\n]*)(?=,|\r?\n|$)/g) ?? [];
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}
