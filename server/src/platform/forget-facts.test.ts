import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { inTransaction } from './db.ts';
import { declaredBy, fact } from './facts.ts';
import { forgetOnce } from './forget-facts.ts';
import { drainOnce, type Listener, listener, registerListeners } from './listeners.ts';
import { retryParked } from './parked-facts.ts';
import { testApp } from './testing/app.ts';

const decided = fact('test.decided', Type.Object({ n: Type.Integer() }), { words: words('决定', 'Decided') });
const stored = fact('test.stored', Type.Object({ n: Type.Integer() }), { words: words('存下', 'Stored') });
const app = await testApp({ env: { ROLE: 'api' } });
const ctx = { ...app.ctx, declared: declaredBy([{ name: 'test', facts: [decided, stored] }]) };

it('what every listener has passed is forgotten: soon if the event store alone takes it, later if something is decided by it', async () => {
  let broken = true;
  const quick = listener({
    name: 'test.decides',
    on: [decided],
    handle: async (_ctx, facts) => {
      if (broken && facts.some(({ payload }) => JSON.stringify(payload) === '{"n":2}')) throw new Error('not yet');
    },
  });
  const slow = listener({ name: 'test.stores', on: 'all', handle: async () => undefined });
  const both = [quick, slow];
  for (let n = 1; n <= 3; n += 1)
    await inTransaction(ctx, async (ctx) => {
      ctx.emit(decided, { personNo: n, payload: { n } });
      ctx.emit(stored, { personNo: n, payload: { n } });
    });
  // Nobody has a place yet, then one has heard everything and the other nothing.
  expect(await forgetOnce(ctx, both, { heard: 0, stored: 0 })).toBe(0);
  await registerListeners(ctx, both);
  await drain(quick);
  expect(await forgetOnce(ctx, both, { heard: 0, stored: 0 })).toBe(0);
  await drain(slow);
  expect(await forgetOnce(ctx, both, { heard: 72, stored: 1 })).toBe(0);

  await sql`update platform.event set told_at = told_at - interval '2 hours' where type like 'test.%'`.execute(ctx.db);
  await forgetOnce(ctx, both);
  expect(await kept()).toEqual(['test.decided', 'test.decided', 'test.decided']);
  await sql`update platform.event set told_at = told_at - interval '3 days' where type like 'test.%'`.execute(ctx.db);
  await forgetOnce(ctx, both);
  expect(await kept()).toEqual([]);

  // What stood aside is tried again though its fact is gone.
  const { rows } = await sql<{ id: string }>`
    select listener || ':' || event_id as id from platform.parked_fact where listener = 'test.decides'
  `.execute(ctx.db);
  broken = false;
  expect(rows).toHaveLength(1);
  const tried = await inTransaction(ctx, async (ctx) => retryParked(ctx, both, rows[0]?.id ?? ''));
  expect(tried).toMatchObject({ handled: true, error: null });
});

async function drain(listen: Listener): Promise<void> {
  const { rows } = await sql<{ last: number }>`select max(id) as last from platform.event`.execute(ctx.db);
  for (;;) {
    await drainOnce(ctx, listen);
    const place = await sql<{ id: number }>`select id from platform.listener where name = ${listen.name}`.execute(
      ctx.db,
    );
    // Tests share a cluster: a transaction of another one may hold facts back for a while.
    if ((place.rows[0]?.id ?? 0) >= (rows[0]?.last ?? 0)) return;
  }
}

async function kept(): Promise<string[]> {
  const { rows } = await sql<{
    type: string;
  }>`select type from platform.event where type like 'test.%' order by id`.execute(ctx.db);
  return rows.map((row) => row.type);
}
