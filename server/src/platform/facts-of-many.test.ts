import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { inTransaction } from './db.ts';
import { declaredBy, eachOf, fact, type Told } from './facts.ts';
import { drainOnce, listener, personsWithNews, registerListeners } from './listeners.ts';
import { keepStatistics } from './statistics.ts';
import { alone } from './testing/alone.ts';
import { testApp } from './testing/app.ts';

const came = fact('test.came', Type.Object({ n: Type.Integer() }), { words: words('来了', 'Came') });
const manyCame = fact('test.many_came', Type.Object({ ns: Type.Array(Type.Integer()) }), {
  words: words('来了许多', 'Many came'),
  each: ({ ns }) => ns.map((n) => ({ type: came.type, personNo: n, payload: { n }, occurredAt: new Date(n * 1000) })),
});
const app = await testApp({ env: { ROLE: 'api' } });
const ctx = { ...app.ctx, declared: declaredBy([{ name: 'test', facts: [came, manyCame] }]) };

it('a fact of many stands for each of them, counts as many in a batch, and is news of each until it was heard', async () => {
  const batches: number[][] = [];
  const hear = listener({
    name: 'test.hears-many',
    on: [came, manyCame],
    batch: 5,
    handle: async (ctx, facts) => {
      const each = facts.flatMap((told: Told) => eachOf(ctx.declared.get(told.type), told));
      batches.push(each.map(({ personNo }) => personNo ?? 0));
    },
  });
  await registerListeners(ctx, [hear]);
  await inTransaction(ctx, async (ctx) => {
    ctx.emit(came, { personNo: 1, payload: { n: 1 } });
    for (const ns of [
      [2, 3, 4],
      [5, 6, 7],
      [8, 9],
    ])
      ctx.emit(manyCame, { personNo: null, persons: ns, payload: { ns } });
    ctx.emit(came, { personNo: 10, payload: { n: 10 } });
  });
  expect(await personsWithNews(ctx, [1, 3, 9, 11])).toEqual(new Set([1, 3, 9]));
  while (batches.flat().length < 10) await drainOnce(ctx, hear);
  // As soon as five are reached, the rest is the next batch's.
  expect(batches).toEqual([
    [1, 2, 3, 4, 5, 6, 7],
    [8, 9, 10],
  ]);
  expect(await personsWithNews(ctx, [1, 3, 9, 11])).toEqual(new Set());
});

it('a table that grew from nothing is looked at before its next part is planned', async () => {
  const { db } = ctx;
  await sql`create table public.grown (n int primary key)`.execute(db);
  const known = async () => {
    const { rows } = await sql<{
      rows: number;
    }>`select reltuples as rows from pg_class where oid = 'public.grown'::regclass`.execute(db);
    return rows[0]?.rows;
  };
  await db.transaction().execute(async (db) => {
    await sql`insert into public.grown select generate_series(1, 6000)`.execute(db);
    await sql`select pg_stat_force_next_flush()`.execute(db);
  });
  await expect
    .poll(async () => {
      await keepStatistics().run(ctx, alone);
      return known();
    })
    .toBe(6000);
});
