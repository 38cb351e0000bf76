import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { inTransaction } from './db.ts';
import { trySaved } from './savepoint.ts';
import { defineSetting, getSetting, putSetting } from './settings.ts';
import { testApp } from './testing/app.ts';

const { ctx } = await testApp({ env: { ROLE: 'api' } });

const Shape = Type.Object({ n: Type.Integer() });
let kinds = 0;
const setting = () => {
  kinds += 1;
  return defineSetting(`test.setting-${kinds}`, Shape, { n: 0 });
};

/** How often a setting is looked up in the database while something is done. */
async function lookUps(work: () => Promise<unknown>): Promise<number> {
  const executing = vi.spyOn(ctx.db.getExecutor().constructor.prototype, 'executeQuery');
  try {
    await work();
    return executing.mock.calls.filter(([query]) => JSON.stringify(query).includes('from platform.setting')).length;
  } finally {
    executing.mockRestore();
  }
}

it('a setting is looked up once in a transaction, however many ask at once, and anew in the next', async () => {
  const one = setting();
  await putSetting(ctx, one, { n: 1 });
  const count = await lookUps(async () =>
    inTransaction(ctx, async (ctx) => {
      await Promise.all([getSetting(ctx, one), getSetting(ctx, one)]);
      expect(await getSetting(ctx, one)).toEqual({ n: 1 });
    }),
  );
  expect(count).toBe(1);
  await putSetting(ctx, one, { n: 2 });
  expect(await inTransaction(ctx, async (ctx) => getSetting(ctx, one))).toEqual({ n: 2 });
  expect(await getSetting(ctx, one)).toEqual({ n: 2 });
});

it('what a transaction writes it reads, and what a savepoint takes back is gone', async () => {
  const one = setting();
  await inTransaction(ctx, async (ctx) => {
    expect(await getSetting(ctx, one)).toEqual({ n: 0 });
    await putSetting(ctx, one, { n: 1 });
    expect(await getSetting(ctx, one)).toEqual({ n: 1 });
    await trySaved(ctx, async () => {
      await putSetting(ctx, one, { n: 2 });
      expect(await getSetting(ctx, one)).toEqual({ n: 2 });
      throw new Error('taken back');
    });
    expect(await getSetting(ctx, one)).toEqual({ n: 1 });
  });
});

it('a look-up that failed in a savepoint is done again after it', async () => {
  const one = setting();
  await putSetting(ctx, one, { n: 3 });
  await inTransaction(ctx, async (ctx) => {
    await trySaved(ctx, async () => {
      await sql`select 1 / 0`.execute(ctx.db).catch(() => undefined);
      await getSetting(ctx, one);
    });
    expect(await getSetting(ctx, one)).toEqual({ n: 3 });
  });
});
