import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { platformErrors } from '../platform-errors.ts';
import { type Route, type RouteOptions, route } from '../routes.ts';
import { testApp } from '../testing/app.ts';
import { buildApp } from './app.ts';

const contract = {
  'POST /api/shop/toys': { body: Type.Object({ key: Type.String() }), ok: Type.Object({}) },
  'POST /api/shop/toy-questions': { body: Type.Object({ key: Type.String() }), ok: Type.Object({}) },
} as const;
const member = {
  kind: 'member',
  id: 'mem_1',
  personNo: 1,
  account: { no: 1, app: 'wx1', openid: 'o1' },
} as const;

/** Writes a row, then refuses. */
async function writeAndRefuse(ctx: Ctx, key: string): Promise<never> {
  await sql`insert into platform.setting (key, value, updated_at) values (${key}, '{}', ${ctx.now()})`.execute(ctx.db);
  throw platformErrors.error('forbidden');
}

const app = await testApp();
const toys = (options: Pick<RouteOptions, 'transaction'>): Route =>
  route(contract, 'POST /api/shop/toys', { member: true, ...options }, async (ctx, { body }) =>
    writeAndRefuse(ctx, body.key),
  );
const questions = route(
  contract,
  'POST /api/shop/toy-questions',
  { member: true, onlyReads: true },
  async (ctx, { body }) => writeAndRefuse(ctx, body.key),
);
const open: { close(): Promise<unknown> }[] = [];
afterAll(async () => void (await Promise.all(open.map(async (one) => one.close()))));

async function rowsAfter(path: string, key: string, made: Route): Promise<number> {
  const web = await buildApp(app.ctx, {
    domains: [{ name: 'toys', routes: [made] }],
    guards: {
      operator: async () => null,
      member: async () => member,
      staff: async () => null,
      allows: () => false,
      audit: async () => undefined,
    },
    ready: async () => ({ ok: true, parts: {} }),
  });
  open.push(web);
  const address = await web.listen({ host: '127.0.0.1', port: 0 });
  const answer = await fetch(address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  expect(answer.status).toBe(403);
  const { rows } = await sql`select 1 from platform.setting where key = ${key}`.execute(app.ctx.db);
  return rows.length;
}

describe("a shopper's write", () => {
  it('is one transaction without a word: refused half-way, it leaves nothing', async () => {
    expect(await rowsAfter('/api/shop/toys', 'toy.default', toys({}))).toBe(0);
  });

  it('is none only where the route says so', async () => {
    expect(await rowsAfter('/api/shop/toys', 'toy.alone', toys({ transaction: false }))).toBe(1);
  });

  it('that only reads opens none', async () => {
    expect(await rowsAfter('/api/shop/toy-questions', 'toy.question', questions)).toBe(1);
  });
});
