import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { signedIn } from '../../domains/operators/testing.ts';
import type { Ctx } from '../ctx.ts';
import { connectDatabase, inTransaction } from '../db.ts';
import { createEventStore } from '../event-store/client.ts';
import { testApp } from '../testing/app.ts';
import { storeAway } from './away.ts';

const app = await testApp();
const { cookie } = await signedIn(app.ctx, 'owner');
const nowhere = createEventStore({ url: 'http://127.0.0.1:9' });
const report = 'GET /api/admin/reports/overview?from=2026-11-01&to=2026-11-02';

it('says with a sentence and a time to come back that a store is away, and is itself again when it is back', async () => {
  expect((await app.call(report, { cookie })).status).toBe(200);
  const here = { ...app.ctx.events };
  Object.assign(app.ctx.events, { query: nowhere.query });
  const { status, body, headers } = await app.call(report, { cookie, headers: { 'accept-language': 'en' } });
  Object.assign(app.ctx.events, here);
  expect([status, body.error.code]).toEqual([503, 'platform.store_away']);
  expect(body.error.message).toBe('A data service cannot be reached just now; please try again soon');
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await app.call(report, { cookie })).status).toBe(200);
});

it('is not ready within a second when a store hangs', async () => {
  const here = { ...app.ctx.events };
  Object.assign(app.ctx.events, { ping: async () => new Promise(() => undefined) });
  const asked = performance.now();
  const { status, body } = await app.call('GET /readyz');
  Object.assign(app.ctx.events, here);
  expect([status, body.parts]).toEqual([503, { database: true, eventStore: false }]);
  expect(performance.now() - asked).toBeLessThan(2000); // one second, and what a busy machine adds
});

it('knows a database that cannot be reached from a statement that is wrong', async () => {
  const gone = connectDatabase('postgres://nobody@127.0.0.1:9/nothing');
  const lost = await sql`select 1`.execute(gone.db).catch((error: unknown) => error);
  await gone.close();
  expect(storeAway(lost)?.code).toBe('platform.store_away');
  const wrong = await sql`select 1/0`.execute(app.ctx.db).catch((error: unknown) => error);
  expect(storeAway(wrong)).toBeNull();
});

it('asks to try again what PostgreSQL took back because two waited for each other', async () => {
  const lock = (ctx: Ctx, key: number) => sql`select pg_advisory_xact_lock(${key})`.execute(ctx.db);
  let holding = 0;
  const crossing = async (first: number, second: number) =>
    inTransaction(app.ctx, async (ctx) => {
      await lock(ctx, first);
      holding += 1;
      await expect.poll(() => holding).toBe(2);
      await lock(ctx, second);
    }).catch((error: unknown) => error);
  const ends = await Promise.all([crossing(71, 72), crossing(72, 71)]);
  expect(ends.map((end) => storeAway(end)?.code ?? 'done').sort()).toEqual(['done', 'platform.crossed']);
});
