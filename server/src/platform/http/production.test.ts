import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createMember } from '../../domains/members/testing.ts';
import { password, signedIn } from '../../domains/operators/testing.ts';
import { testApp } from '../testing/app.ts';

const app = await testApp({
  env: {
    HUOSHUI_ENV: 'production',
    SANDBOX_URL: '',
    PUBLIC_URL: 'https://shop.example',
    TRUST_PROXY: '1',
    REQUESTS_PER_CALLER: '50',
    METRICS_TOKEN: 'figures-only',
  },
});
const owner = await signedIn(app.ctx, 'owner');
const viewer = await signedIn(app.ctx, 'viewer');
const statusOf = async (route: string, options = {}) => (await app.call(route, options)).status;

it('has no sandbox', async () => {
  for (const route of ['GET /api/sandbox/clock', 'POST /api/sandbox/clock', 'GET /sandbox/', 'GET /sandbox/api/clock'])
    expect([route, await statusOf(route)]).toEqual([route, 404]);
});

it('shows its figures and its description to nobody from outside, however the address is spelt', async () => {
  for (const path of ['/metrics', '/%6detrics', '/docs', '/docs/', '/docs/json', '/docs/yaml', '/%64ocs/json']) {
    expect([path, await statusOf(`GET ${path}`)]).toEqual([path, 401]);
    expect([path, await statusOf(`GET ${path}`, { cookie: owner.cookie })]).toEqual([path, 200]);
  }
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  expect(await statusOf('GET /metrics', bearer('figures-only'))).toBe(200);
  expect(await statusOf('GET /metrics', bearer('guess'))).toBe(401);
  expect(await statusOf('GET /docs/json', bearer('figures-only'))).toBe(401);
  expect(await statusOf('GET /healthz')).toBe(200);
});

it('lets no page of another site sign in or change anything, with or without an Origin', async () => {
  const foreign: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { referer: 'https://evil.example/page' },
  ];
  const { login } = owner;
  for (const headers of foreign)
    for (const [route, options] of [
      ['POST /api/admin/session', { body: { login, password } }],
      ['DELETE /api/admin/session', { cookie: owner.cookie }],
      [
        'PUT /api/admin/session/password',
        { cookie: owner.cookie, body: { current: password, next: 'another pass 7' } },
      ],
    ] as const) {
      const { status, body } = await app.call(route, { ...options, headers });
      expect([route, status, body.error.code]).toEqual([route, 403, 'platform.bad_origin']);
    }
  const own = new URL(app.running.address).host;
  const ours: readonly Record<string, string>[] = [
    { origin: `http://${own}` },
    { 'sec-fetch-site': 'same-origin' },
    {},
  ];
  for (const headers of ours)
    expect(await statusOf('POST /api/admin/session', { body: { login, password }, headers })).toBe(200);
});

it('believes the proxy that stands before it, and nothing that came with the request', async () => {
  const guess = async (address: string) =>
    statusOf('POST /api/admin/session', {
      body: { login: 'nobody', password: 'guess' },
      headers: { 'x-forwarded-for': `${address}, 203.0.113.7` },
    });
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1) statuses.push(await guess(`198.51.100.${n}`));
  expect(statuses).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);
  const { rows } = await sql<{ subject: string }>`select subject from operators.sign_in_attempt`.execute(app.ctx.db);
  expect(rows.map(({ subject }) => subject)).toContain('address 203.0.113.7');
  expect(rows.some(({ subject }) => subject.includes('198.51.100'))).toBe(false);
});

it('counts each shopper and operator by herself, whatever address she shares', async () => {
  const statuses = [];
  for (let n = 0; n < 60; n += 1) statuses.push(await statusOf('GET /api/admin/work', { cookie: viewer.cookie }));
  expect(statuses).toEqual([...Array(50).fill(200), ...Array(10).fill(429)]);
  const refused = await app.call('GET /api/admin/work', { cookie: viewer.cookie });
  expect([refused.body.error.code, Number(refused.headers.get('retry-after')) > 0]).toEqual([
    'platform.too_fast',
    true,
  ]);
  expect(await statusOf('GET /api/admin/session', { cookie: (await signedIn(app.ctx)).cookie })).toBe(200);
  const { token } = await createMember(app.ctx);
  const shopper = [];
  for (let n = 0; n < 55; n += 1) shopper.push(await statusOf('GET /api/shop/me', { token }));
  expect(shopper.filter((status) => status === 429)).toHaveLength(5);
});
