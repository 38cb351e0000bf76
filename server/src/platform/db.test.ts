import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import pg from 'pg';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ctx } from './ctx.ts';
import { inTransaction, someKeys } from './db.ts';
import { fact } from './facts.ts';
import { trySaved } from './savepoint.ts';
import { testApp } from './testing/app.ts';

const thing = fact('test.thing', Type.Object({ n: Type.Number() }), { words: words('事', 'Thing') });
const { ctx } = await testApp({ env: { ROLE: 'api' }, extra: { domains: [{ name: 'things', facts: [thing] }] } });

/** How many statements about it the connection keeps a plan of, after it was asked ten times with so many rows. */
async function plansKept(rows: number): Promise<number> {
  const given = Array.from({ length: rows }, (_, n) => n);
  return inTransaction(ctx, async (ctx) => {
    for (let n = 0; n < 10; n += 1)
      await sql`select ${rows}::int as asked, count(*) from unnest(${given}::int[]) as given (n)`.execute(ctx.db);
    const { rows: kept } = await sql<{ count: number }>`
      select count(*)::int as count from pg_prepared_statements where statement like '%as asked%' and statement not like '%kept%'
    `.execute(ctx.db);
    return kept[0]?.count ?? 0;
  });
}

it('a statement that is given thousands of rows is planned for them, one of a few keeps its plan', async () => {
  expect(await plansKept(5000)).toBe(0);
  expect(await plansKept(5)).toBe(1);
});

describe('a transaction', () => {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  const tell = (ctx: Ctx) => ctx.emit(thing, { personNo: 1, payload: { n: 1 } });
  const put = async (ctx: Ctx, n: number) => sql`insert into kept.one (n) values (${n})`.execute(ctx.db);
  const kept = async () =>
    (await sql<{ n: number }>`select n from kept.one where n >= ${0} order by n`.execute(ctx.db)).rows.map(
      ({ n }) => n,
    );

  beforeEach(async () => {
    await sql
      .raw(`drop schema if exists kept cascade; create schema kept;
      create table kept.one (n int primary key, other int, constraint late foreign key (other) references kept.one deferrable initially deferred)`)
      .execute(ctx.db);
    sent.mockClear();
  });

  it('goes there and back for its statements alone', async () => {
    await inTransaction(ctx, async () => undefined);
    expect(sent).not.toHaveBeenCalled();
    await inTransaction(ctx, async (ctx) => put(ctx, 1));
    // The commit of one that tells nothing goes by itself.
    expect(sent).toHaveBeenCalledTimes(2);
    sent.mockClear();
    await inTransaction(ctx, async (ctx) => {
      await put(ctx, 2);
      tell(ctx);
    });
    expect(sent).toHaveBeenCalledTimes(2);
    expect(await kept()).toEqual([1, 2]);
    await inTransaction(ctx, async (ctx) => tell(ctx));
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from platform.event where type = ${'test.thing'}`.execute(ctx.db);
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('leaves nothing when its first statement fails, or one after it, or its commit', async () => {
    await put(ctx, 1);
    const refused = async (work: (ctx: Ctx) => Promise<unknown>) =>
      expect(
        inTransaction(ctx, async (ctx) => {
          await work(ctx);
          tell(ctx);
        }),
      ).rejects.toThrow(/duplicate key|violates foreign key|division/);
    const told = async () =>
      (await sql`select from platform.event where type = ${'test.thing'}`.execute(ctx.db)).rows.length;
    const before = await told();
    await refused(async (ctx) => put(ctx, 1));
    await refused(async (ctx) => {
      await put(ctx, 2);
      await sql`select 1 / ${0}::int`.execute(ctx.db);
    });
    await refused(async (ctx) => sql`insert into kept.one (n, other) values (${3}, ${99})`.execute(ctx.db));
    expect(await kept()).toEqual([1]);
    expect(await told()).toBe(before);
    await inTransaction(ctx, async (ctx) => put(ctx, 4));
    expect(await kept()).toEqual([1, 4]);
  });

  it('holds all of what is asked at once inside of it', async () => {
    await expect(
      inTransaction(ctx, async (ctx) => {
        await Promise.all([1, 2, 3].map(async (n) => put(ctx, n)));
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    expect(await kept()).toEqual([]);
    await inTransaction(ctx, async (ctx) => {
      expect(await trySaved(ctx, async () => void (await put(ctx, 5)))).toBeNull();
      expect(await trySaved(ctx, async () => void (await put(ctx, 5)))).toBeInstanceOf(Error);
      await put(ctx, 6);
      tell(ctx);
    });
    expect(await kept()).toEqual([5, 6]);
  });
});

it('keys that are looked up one by one are planned once, however many they are', async () => {
  await inTransaction(ctx, async (ctx) => {
    for (let n = 0; n < 12; n += 1) {
      const keys = Array.from({ length: 1 + (n % 3) }, (_, at) => at);
      const { rows } = await sql`
        select no as keyed from members.account where no = any(${someKeys('int', keys)})
      `.execute(ctx.db);
      expect(rows).toEqual([]);
    }
    const { rows } = await sql<{ anew: number; kept: number }>`
      select custom_plans::int as anew, generic_plans::int as kept from pg_prepared_statements where statement like ${'%as keyed%'}
    `.execute(ctx.db);
    expect(rows).toEqual([{ anew: 5, kept: 7 }]);
    const all = await sql<{
      n: number;
    }>`select count(*)::int as n from unnest(${someKeys('int', [1, 1, 2])}) as one`.execute(ctx.db);
    const many = await sql<{ n: number }>`
      select count(*)::int as n from unnest(${someKeys(
        'int',
        Array.from({ length: 700 }, (_, n) => n),
      )}) as one
    `.execute(ctx.db);
    expect([all.rows, many.rows]).toEqual([[{ n: 2 }], [{ n: 700 }]]);
  });
});
